import type { Logger } from '../logging/logging.js'
import type { JobReturn } from '../run/job-return.js'
import type { SweepStart } from './sweep-start.js'

/**
 * Runs the jobs of a sweep: in this process, in others, on other machines. Mirrors `hydra.plugins.launcher.Launcher`.
 * A plugin offers one by name (`launchers: { slurm }`), a config or the command line chooses it
 * (`hydra/launcher=slurm`) and sets it (`hydra.launcher.partition=long`).
 */
export interface Launcher {
  /** Its settings with their defaults: what `hydra.launcher` holds beside `_target_`. Plain data. */
  readonly settings?: Readonly<Record<string, unknown>> | undefined
  /**
   * The `_target_` that chooses it, where it does the work of a plugin of Hydra's: it is that plugin's config group then, and
   * none of its own.
   */
  readonly target?: string | undefined
  /** Runs one batch. Resolves when all its jobs are done, with a result for each, in their order. A failing job rejects nothing. */
  launch(jobs: readonly SweepJob[], context: LaunchContext): Promise<readonly JobReturn[]>
}

/** One job of a sweep: plain data, so that it can be sent anywhere. */
export interface SweepJob {
  /** `hydra.job.num`, counted from 0 across batches. */
  readonly number: number
  /** The task's overrides, as Hydra writes them. */
  readonly overrides: readonly string[]
  /** Absolute output directory. */
  readonly dir: string
}

/** What a launcher has to work with. */
export interface LaunchContext {
  /** What `hydra.launcher` says, interpolations resolved. */
  readonly settings: Readonly<Record<string, unknown>>
  /** Absolute. */
  readonly sweepDir: string
  readonly log: Logger
  /** Aborted when the sweep shall stop (Ctrl-C): start no further job, end those that run. */
  readonly signal: AbortSignal
  /** Runs a job here and now, in this process. */
  run(job: SweepJob): Promise<JobReturn>
  /**
   * All that another process needs to run the job: plain JSON. Hand it to the same program, on a machine that has the
   * same configs, in the variable HYDRACONF_JOB: `hydraMain` then runs that job and nothing else.
   */
  order(job: SweepJob): JobOrder
  /** Says that a job was begun, or is done, where `run` does not: for progress, and for `--resume`. */
  begun(job: SweepJob): void
  done(job: SweepJob, how: JobReturn): void
}

/** A job for another process. */
export interface JobOrder {
  readonly job: SweepJob
  /** Overrides of Hydra's own node, the same for all jobs. */
  readonly hydraOverrides: readonly string[]
  /** How the sweep was started: configs, working directory, the moment that `${now:…}` formats. */
  readonly start: SweepStart
  readonly sweepDir: string
  /** The process on this machine without which the job shall not begin; a launcher of other machines leaves it out. */
  readonly driver?: string | undefined
}
