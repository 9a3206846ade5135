import type { HydraconfError } from '@hydraconf/core'
import type { Quantizer } from '../effective/effective-settings.js'
import { pythonLiteral } from '../literal/python.js'
import { canRun, type Preflight, type PreflightFinding, preflight } from '../preflight/preflight.js'
import type { Study } from '../preflight/study.js'
import type { Device } from '../runtime/device.js'

/** A job of a sweep that has a study. */
export interface PlannedJob {
  readonly number: number
  readonly overrides: readonly string[]
  readonly study: Study
  /** The run directory, resolved. */
  readonly dir: string
  /** What else is to be said of it than its preflight finds. */
  readonly findings?: readonly PreflightFinding[]
}

/** A job that could not be judged: its config does not compose, or holds no study. */
export interface BrokenJob {
  readonly number: number
  readonly overrides: readonly string[]
  readonly error: HydraconfError
}

/** A job with what is known of it before anything runs. */
export interface JudgedJob extends PlannedJob {
  readonly preflight: Preflight
  /** The number of an earlier job whose quantizers all do the same. */
  readonly sameAs: number | undefined
  /** The number of an earlier job that writes into the same directory. */
  readonly collidesWith: number | undefined
}

export interface SweepVerdict {
  readonly jobs: readonly JudgedJob[]
  readonly broken: readonly BrokenJob[]
  readonly counts: SweepCounts
}

/** How many jobs there are of each kind. `worthRunning`: they run, and repeat no earlier job; a format without its overlay is one. */
export interface SweepCounts {
  readonly jobs: number
  readonly effective: number
  readonly 'no-op': number
  readonly invalid: number
  readonly fails: number
  readonly repeated: number
  readonly colliding: number
  readonly unjudged: number
  readonly worthRunning: number
}

export interface SweepOptions {
  readonly quantizers: readonly Quantizer[]
  readonly device?: Device | undefined
}

/**
 * Judges every job of a sweep: what it would change, whether it can run, which jobs repeat others or overwrite them.
 * Two jobs count as the same only for the same base: a pair's name may stand for more than its format.
 */
export function judgeSweep(planned: Iterable<PlannedJob | BrokenJob>, options: SweepOptions): SweepVerdict {
  const steps = judging(planned, options)
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value
  }
}

/** The same, a job a step: for who has others to answer in between. */
export function* judging(
  planned: Iterable<PlannedJob | BrokenJob>,
  options: SweepOptions,
): Generator<void, SweepVerdict> {
  const byEffect = new Map<string, number>()
  const byDir = new Map<string, number>()
  const jobs: JudgedJob[] = []
  const broken: BrokenJob[] = []
  for (const job of planned) {
    yield
    if ('error' in job) {
      broken.push(job)
      continue
    }
    const checked = preflight(job.study, options)
    const found = { ...checked, findings: [...(job.findings ?? []), ...checked.findings] }
    const effect = checked.fingerprint === undefined ? undefined : effectOf(job.study, checked.fingerprint)
    const sameAs = effect === undefined ? undefined : byEffect.get(effect)
    if (effect !== undefined && sameAs === undefined) byEffect.set(effect, job.number)
    const collidesWith = byDir.get(job.dir)
    if (collidesWith === undefined) byDir.set(job.dir, job.number)
    jobs.push({ ...job, preflight: found, sameAs, collidesWith })
  }
  return { jobs, broken, counts: countsOf(jobs, broken) }
}

function countsOf(jobs: readonly JudgedJob[], broken: readonly BrokenJob[]): SweepCounts {
  const count = (holds: (job: JudgedJob) => boolean) => jobs.filter(holds).length
  return {
    jobs: jobs.length + broken.length,
    effective: count(({ preflight }) => preflight.verdict.kind === 'effective'),
    'no-op': count(({ preflight }) => preflight.verdict.kind === 'no-op'),
    invalid: count(({ preflight }) => preflight.verdict.kind === 'invalid'),
    fails: count((job) => job.preflight.verdict.kind !== 'invalid' && !canRun(job.preflight)),
    repeated: count((job) => job.sameAs !== undefined),
    colliding: count((job) => job.collidesWith !== undefined),
    unjudged: broken.length,
    worthRunning: count((job) => canRun(job.preflight) && job.sameAs === undefined),
  }
}

function effectOf({ format, effective }: Study, fingerprint: string): string {
  return `${format.name}\n${pythonLiteral(effective.get('algorithm') ?? null)}\n${fingerprint}`
}

/** The one name for options that were chosen together: the config itself keeps only the last one's. */
export function combinedName(options: readonly string[]): string {
  return options.join('+')
}
