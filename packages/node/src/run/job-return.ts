import type { MapValue } from '@hydraconf/core'

/** How a job came out. Mirrors Hydra's `JobReturn`. */
export type JobReturn = CompletedJob | FailedJob

export interface JobFacts {
  /** The task's overrides, as `overrides.yaml` has them. */
  readonly overrides: readonly string[]
  /** The task's config and Hydra's own; undefined where the job ran in another process. */
  readonly config: MapValue | undefined
  readonly hydraConfig: MapValue | undefined
  /** The directory that was current while the task ran. */
  readonly workingDir: string
  readonly outputDir: string
  readonly taskName: string
}

export interface CompletedJob extends JobFacts {
  readonly status: 'completed'
  /** What the task returned. */
  readonly value: unknown
}

export interface FailedJob extends JobFacts {
  readonly status: 'failed'
  /** What the task threw. */
  readonly error: unknown
}

/** What a job returned. @throws JobFailed around what the task threw */
export function returnValue(job: JobReturn): unknown {
  if (job.status === 'completed') return job.value
  throw new JobFailed(job)
}

/** A task threw: its own error is the cause. */
export class JobFailed extends Error {
  override readonly name = 'JobFailed'

  constructor(readonly job: FailedJob) {
    super(`Error executing job with overrides: [${job.overrides.map((text) => `'${text}'`).join(', ')}]`, {
      cause: job.error,
    })
  }
}
