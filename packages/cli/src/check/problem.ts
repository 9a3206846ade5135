import { HydraconfError, type Origin, placeOf } from '@hydraconf/core'

/** Something wrong with a config tree, with the place where it is written. */
export interface Problem {
  readonly severity: 'error' | 'warning'
  readonly code: string
  readonly message: string
  readonly advice: string | undefined
  /** Undefined: nothing written is to blame. */
  readonly origin: Origin | undefined
  /** The composition that it came up in. */
  readonly composing: Composing | undefined
}

/** One composition to try. */
export interface Composing {
  readonly configName: string | undefined
  readonly overrides: readonly string[]
}

export function problemOf(
  error: unknown,
  composing: Composing | undefined,
  severity: Problem['severity'] = 'error',
): Problem {
  if (!(error instanceof HydraconfError)) throw error
  const { code, summary: message, advice, origin } = error
  return { severity, code, message, advice, origin, composing }
}

/** Each problem once, however many compositions meet it; by file and place. */
export function distinct(problems: Iterable<Problem>): readonly Problem[] {
  const found = new Map<string, Problem>()
  for (const problem of problems) {
    const { code, message, origin } = problem
    const isWritten = origin?.source.kind === 'file'
    const place = isWritten ? `${origin.source.name}:${origin.start}` : ''
    const key = `${code} ${place} ${isWritten ? '' : message}`
    if (!found.has(key)) found.set(key, problem)
  }
  return [...found.values()].sort((a, b) => compare(placeText(a), placeText(b)))
}

/** `conf/config.yaml:4:5`, sortable; empty without a place in a file. */
export function placeText({ origin }: Problem): string {
  if (origin === undefined || origin.source.kind !== 'file') return ''
  const { line, column } = placeOf(origin.source.text, origin.start)
  return `${origin.source.name}:${String(line).padStart(6)}:${String(column).padStart(4)}`
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
