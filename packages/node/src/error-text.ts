import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { HydraconfError } from '@hydraconf/core'

/** How much of an error is shown. */
export interface ErrorTextOptions {
  /** Every frame and every cause, our own among them. Without it the frames are those of the program. */
  readonly full?: boolean | undefined
  /** Where in the program a refusal of ours came up; true unless told. The command line's place is in its message. */
  readonly placed?: boolean | undefined
}

/**
 * An error for a person to read: what it says, where in the program it came up, what caused it, and each of the errors that
 * an `AggregateError` stands for. A refusal of ours is its message.
 */
export function errorText(error: unknown, options: ErrorTextOptions = {}): string {
  return textOf(error, options, new Set())
}

function textOf(error: unknown, options: ErrorTextOptions, shown: Set<unknown>): string {
  if (!(error instanceof Error)) return `Thrown: ${String(error)}`
  shown.add(error)
  const { full = false, placed = true } = options
  const [head, frames] = split(error)
  const isPlaced = placed || full || !(error instanceof HydraconfError)
  const parts = [head, ...(!isPlaced ? [] : full ? frames : programFrames(frames))]
  const errors: unknown = (error as Partial<AggregateError>).errors
  if (Array.isArray(errors)) {
    for (const [at, one] of errors.entries()) parts.push(inset(`${at + 1}. ${below(one, options, shown)}`))
  }
  const { cause } = error
  if (cause !== undefined && (full || !isSaid(error, cause))) parts.push(`Caused by: ${below(cause, options, shown)}`)
  return parts.join('\n')
}

function below(error: unknown, options: ErrorTextOptions, shown: Set<unknown>): string {
  return shown.has(error) ? 'the error above' : textOf(error, options, shown)
}

function inset(text: string): string {
  return text.replaceAll('\n', '\n   ').replace(/^/, '  ')
}

/** What an error says, and its frames, with what stands behind them: the end of what a job printed, for one. */
function split(error: Error): readonly [head: string, frames: readonly string[]] {
  const lines = (error.stack ?? String(error)).split('\n')
  const first = lines.findIndex((line) => FRAME.test(line))
  const [head, frames] = first === -1 ? [lines, []] : [lines.slice(0, first), lines.slice(first)]
  return [error instanceof HydraconfError ? error.message : head.join('\n'), frames]
}

const FRAME = /^\s+at /

/** The frames of the program, with those of Node on the way, where it has any. What called the task, and Node's inside, is left out. */
function programFrames(frames: readonly string[]): readonly string[] {
  const caller = frames.findIndex((frame) => /\bat (?:async )?callTask\b/.test(frame))
  const kept = (caller === -1 ? frames : frames.slice(0, caller)).filter((frame) => !isInside(frame))
  return kept.every((frame) => /\bnode:/.test(frame)) ? [] : kept
}

function isInside(frame: string): boolean {
  const place = frame.replace('file://', '')
  return (
    /\bnode:internal\b|[/\\]@hydraconf[/\\](?:core|instantiate|node|schema)[/\\]/.test(place) ||
    (OWN.some((dir) => place.includes(dir)) && !place.includes('.test.'))
  )
}

/** The folders of our own code: the packages as built, or the bundle. In a program that was bundled with us there are none. */
const OWN = ownFolders(dirname(fileURLToPath(import.meta.url)))

function ownFolders(dir: string): readonly string[] {
  if (basename(dir) === 'chunks') return [dirname(dir)]
  if (basename(dir) === 'bundle') return ownFolders(dirname(dir))
  const isOwn = basename(dirname(dir)) === 'node' && ['dist', 'src'].includes(basename(dir))
  return isOwn ? ['core', 'instantiate', 'node', 'schema'].map((name) => join(dir, '../..', name, basename(dir))) : []
}

/** Whether a refusal of ours says already what caused it: then a cause tells nothing new but where in the program it arose. */
function isSaid(error: Error, cause: unknown): boolean {
  if (!(error instanceof HydraconfError)) return false
  return !(cause instanceof Error) || 'syscall' in cause || programFrames(split(cause)[1]).length === 0
}
