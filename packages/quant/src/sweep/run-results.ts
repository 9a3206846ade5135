import { raise } from '@hydraconf/core'
import { plural } from '../plural.js'
import { canRun } from '../preflight/preflight.js'
import { runResultLine } from './messages.js'
import type { JudgedJob } from './plan.js'

/** One job as it ran: a line that `hardware/run_jobs.py` writes. */
export interface RunResult {
  readonly pair: string
  readonly overlay: string
  readonly modelopt?: string
  readonly device?: string
  readonly error?: string | null
  readonly message?: string
  readonly enabled?: number
  /** Whether the output is bit for bit that of the pair's base. */
  readonly same?: boolean | null
}

/** What was seen, laid beside what was said. */
export interface RunResults {
  of(job: JudgedJob): RunResult | undefined
  /** In what the run differs from the verdict; undefined where it does not, and where the job was not run. */
  differs(job: JudgedJob): string | undefined
  summary(jobs: readonly JudgedJob[]): string
}

/** @throws HydraconfError `ConfigValueError` for a line that is no result, with its number */
export function readRunResults(text: string, file: string): RunResults {
  const byJob = new Map<string, RunResult>()
  for (const [at, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue
    const row = readLine(line)
    if (row === undefined) throw raise(runResultLine(file, at + 1))
    if (row !== 'head') byJob.set(`${row.pair}\n${row.overlay}`, row)
  }
  const of = ({ study }: JudgedJob) => byJob.get(`${study.pair.name}\n${study.overlay.name}`)
  const differs = (job: JudgedJob) => {
    const row = of(job)
    return row === undefined ? undefined : difference(job, row)
  }
  return {
    of,
    differs,
    summary(jobs) {
      const ran = jobs.filter((job) => of(job) !== undefined)
      const apart = ran.filter((job) => differs(job) !== undefined).length
      return `${ran.length} of ${plural(jobs.length, 'job was', 'jobs were')} run (${file}): ${ran.length - apart} as the plan says, ${apart} otherwise`
    },
  }
}

function readLine(line: string): RunResult | 'head' | undefined {
  try {
    const row = JSON.parse(line) as Partial<RunResult> | null
    if (row === null || typeof row !== 'object' || Array.isArray(row)) return undefined
    // The first line of the script says what ran; it is no job.
    if (!('pair' in row)) return 'head'
    return typeof row.pair === 'string' && typeof row.overlay === 'string' ? (row as RunResult) : undefined
  } catch {
    return undefined
  }
}

function difference({ preflight }: JudgedJob, { error, message, same }: RunResult): string | undefined {
  const runs = canRun(preflight)
  const failed = error !== undefined && error !== null
  if (failed && runs) return `it failed (${error}: ${message ?? ''})`.replace(': )', ')')
  if (!failed && !runs) return 'it ran'
  if (failed || same === undefined || same === null) return undefined
  const isNoOp = preflight.verdict.kind === 'no-op'
  if (same && !isNoOp) return "its output is bit for bit its base's"
  return !same && isNoOp ? "its output is not its base's" : undefined
}
