import { readFileSync } from 'node:fs'
import type { JobReturn } from '../../run/job-return.js'
import { writeWhole } from '../../write-file.js'
import { jobFacts } from '../job-facts.js'
import type { SweepJob } from '../launcher.js'
import type { SweepStart } from '../sweep-start.js'
import { jobFile } from './job-file.js'

/** What a job came to, as `job.result.json` in its directory has it: a job is done when that is there. */
type Result = { readonly sweep: string; readonly workingDir: string; readonly taskName: string } & (
  | { readonly status: 'completed'; readonly value?: unknown }
  | { readonly status: 'failed'; readonly error: ErrorData }
)

interface ErrorData {
  readonly name: string
  readonly message: string
  readonly stack?: string | undefined
}

/** Writes the result in one step. A value that is no JSON is left out. @throws HydraException where it cannot be written */
export function writeResult(job: SweepJob, how: JobReturn, start: SweepStart): void {
  const { workingDir, taskName } = how
  const facts = { sweep: nameOf(start), workingDir, taskName }
  const result: Result =
    how.status === 'completed'
      ? { status: 'completed', ...facts, value: how.value }
      : { status: 'failed', ...facts, error: errorData(how.error) }
  writeWhole(resultPath(job), textOf(result))
}

/** What came of a job; undefined while there is no result, or only one of another sweep in the same place. */
export function readResult(job: SweepJob, start: SweepStart): JobReturn | undefined {
  let result: Result
  try {
    result = JSON.parse(readFileSync(resultPath(job), 'utf8')) as Result
  } catch {
    return undefined
  }
  if (result.sweep !== nameOf(start)) return undefined
  const facts = jobFacts(job, result)
  if (result.status === 'completed') return { ...facts, status: 'completed', value: result.value }
  return { ...facts, status: 'failed', error: errorOf(result.error) }
}

/** No two sweeps have the same moment and the same seed. */
function nameOf({ now, seed }: SweepStart): string {
  return `${now}.${seed}`
}

export function resultPath(job: SweepJob): string {
  return jobFile(job, 'result.json')
}

function textOf(result: Result): string {
  try {
    return JSON.stringify(result)
  } catch {
    return JSON.stringify({ ...result, value: undefined })
  }
}

function errorData(error: unknown): ErrorData {
  if (!(error instanceof Error)) return { name: 'Error', message: String(error) }
  return { name: error.name, message: error.message, stack: error.stack }
}

/** An error with the words it had where it was thrown; its stack is that of there. */
function errorOf({ name, message, stack }: ErrorData): Error {
  const error = new Error(message)
  error.name = name
  error.stack = stack ?? `${name}: ${message}`
  return error
}
