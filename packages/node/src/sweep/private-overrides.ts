import { appendFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { raise } from '@hydraconf/core'
import { notWritten } from '../messages.js'
import { reason } from '../system-error.js'
import { jsonLines } from './json-lines.js'

/** Overrides as they were given, of a sweep and of its jobs by number, where the journal has them without sensitive values. */
export interface PrivateOverrides {
  readonly start: readonly string[]
  readonly jobs: ReadonlyMap<number, readonly string[]>
}

type Line = { readonly start: readonly string[] } | { readonly job: number; readonly overrides: readonly string[] }

/** What a sweep that begins leaves for its being taken up again: a file that its user alone can read. */
export function keepStart(dir: string, start: readonly string[] | undefined): void {
  const path = privatePath(dir)
  rmSync(path, { force: true })
  if (start !== undefined) writing(path, () => writeFileSync(path, lineOf({ start }), { mode: OWNER }))
}

/** The same of a job. */
export function keepJob(dir: string, job: number, overrides: readonly string[]): void {
  const path = privatePath(dir)
  writing(path, () => appendFileSync(path, lineOf({ job, overrides }), { mode: OWNER }))
}

/** Undefined where there is nothing private, or it was taken away. */
export function readPrivate(dir: string): PrivateOverrides | undefined {
  let start: readonly string[] | undefined
  const jobs = new Map<number, readonly string[]>()
  for (const line of jsonLines<Line>(privatePath(dir))) {
    if ('start' in line) start = line.start
    else jobs.set(line.job, line.overrides)
  }
  return start === undefined ? undefined : { start, jobs }
}

/** For the owner to read and write, and for nobody else. */
export const OWNER = 0o600

function privatePath(dir: string): string {
  return join(dir, '.private.jsonl')
}

const lineOf = (line: Line): string => `${JSON.stringify(line)}\n`

function writing(path: string, write: () => void): void {
  try {
    write()
  } catch (error) {
    throw raise(notWritten({ path, why: reason(error) }), undefined, error)
  }
}
