import type { Quantizer } from '../effective/settings.js'
import { pythonLiteral } from '../literal/python.js'
import { canRun, type Preflight, preflight } from '../preflight/preflight.js'
import type { Study } from '../preflight/study.js'

/** A job of a sweep, composed. */
export interface PlannedJob {
  readonly number: number
  readonly overrides: readonly string[]
  readonly study: Study
  /** The run directory, resolved. */
  readonly dir: string
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
  readonly counts: Readonly<Record<'effective' | 'no-op' | 'invalid' | 'fails' | 'repeated' | 'colliding', number>>
}

/**
 * Judges every job of a sweep: what it would change, whether it can run, which jobs repeat others or overwrite them.
 * Two jobs count as the same only for the same pair: a pair's name may stand for more than its format.
 */
export function judgeSweep(jobs: Iterable<PlannedJob>, quantizers: readonly Quantizer[]): SweepVerdict {
  const byEffect = new Map<string, number>()
  const byDir = new Map<string, number>()
  const judged: JudgedJob[] = []
  for (const job of jobs) {
    const checked = preflight(job.study, quantizers)
    const effect =
      checked.fingerprint === undefined
        ? undefined
        : `${job.study.format.name}\n${algorithmOf(job.study)}\n${checked.fingerprint}`
    const sameAs = effect === undefined ? undefined : byEffect.get(effect)
    if (effect !== undefined && sameAs === undefined) byEffect.set(effect, job.number)
    const collidesWith = byDir.get(job.dir)
    if (collidesWith === undefined) byDir.set(job.dir, job.number)
    judged.push({ ...job, preflight: checked, sameAs, collidesWith })
  }
  const count = (holds: (job: JudgedJob) => boolean) => judged.filter(holds).length
  return {
    jobs: judged,
    counts: {
      effective: count((job) => job.preflight.verdict.kind === 'effective'),
      'no-op': count((job) => job.preflight.verdict.kind === 'no-op'),
      invalid: count((job) => job.preflight.verdict.kind === 'invalid'),
      fails: count((job) => job.preflight.verdict.kind !== 'invalid' && !canRun(job.preflight)),
      repeated: count((job) => job.sameAs !== undefined),
      colliding: count((job) => job.collidesWith !== undefined),
    },
  }
}

function algorithmOf(study: Study): string {
  return pythonLiteral(study.effective.get('algorithm') ?? null)
}

/** The one name for options that were chosen together: the config itself keeps only the last one's. */
export function combinedName(options: readonly string[]): string {
  return options.join('+')
}
