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
  /**
   * Refuses settings that it cannot do with, for so many jobs: asked before anything is written. @throws HydraconfError with the key
   * of the setting, `hydra.launcher.n_jobs`; where that was written is found by it
   */
  check?(settings: LaunchContext['settings'], count: number): void
  /** Runs one batch. Resolves when all its jobs are done, with a result for each, in their order. A failing job rejects nothing. */
  launch(jobs: JobList, context: LaunchContext): Promise<readonly JobReturn[]>
  /**
   * Ends jobs that an earlier run of the sweep gave to others, which go on without it; gives those that could not be ended. A
   * launcher whose jobs end with its process needs none.
   */
  cancel?(jobs: readonly SweepJob[], context: LaunchContext): Promise<readonly SweepJob[]>
}

/** The jobs of a batch. They may be very many: each is made when it is asked for, and equal to itself, but not the same object. */
export interface JobList extends Iterable<SweepJob> {
  readonly length: number
  /** Undefined behind the end. */
  at(index: number): SweepJob | undefined
  slice(from?: number, to?: number): JobList
  map<T>(made: (job: SweepJob, index: number) => T): T[]
}

/** One job of a sweep: plain data, so that it can be sent anywhere. */
export interface SweepJob {
  /** `hydra.job.num`, counted from 0 across batches. */
  readonly number: number
  /** The task's overrides, as Hydra writes them. */
  readonly overrides: readonly string[]
  /** The same as they may be shown, where some of them set sensitive keys. */
  readonly shown?: readonly string[] | undefined
  /** Absolute output directory. */
  readonly dir: string
  /** `hydra.job.id`, where it is not the number; `%p` in it is the process that runs the job, `%A_%a` its SLURM task. */
  readonly id?: string | undefined
  /** Another job has the same directory: files about this one carry its number there. */
  readonly isShared?: true | undefined
}

/** What a launcher has to work with. */
export interface LaunchContext {
  /** What `hydra.launcher` says, interpolations resolved. */
  readonly settings: Readonly<Record<string, unknown>>
  /** Absolute. */
  readonly sweepDir: string
  /** `hydra.job.name`. */
  readonly jobName: string
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
  /**
   * Hands a batch over to processes elsewhere that see the sweep directory: writes down what each job needs, and gives for each
   * the short text that goes into HYDRACONF_JOB instead of its order. Such a job claims its directory, runs once although it
   * may be delivered twice, and leaves its result there.
   */
  handOver(jobs: readonly SweepJob[], options?: HandOver): readonly HandedJob[]
  /** What a job that was handed over came to; undefined while it has left no result. */
  result(job: SweepJob): JobReturn | undefined
  /** Notes under which id an engine has a job, so that a sweep that is taken up again can ask there. */
  submitted(job: SweepJob, to: Submission): void
  /** Who had the job when the sweep was interrupted. */
  earlier(job: SweepJob): Submission | undefined
  /** Throws to end the sweep without waiting: what was submitted goes on elsewhere. One that is taken up again collects it, and goes on. */
  detach(): void
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
  /** The words behind `node` that start the program. */
  readonly program: readonly string[]
  /** The process on this machine without which the job shall not begin; a launcher of other machines leaves it out. */
  readonly driver?: string | undefined
}

export interface HandOver {
  /** The process on this machine without which no job of the batch shall begin. */
  readonly driver?: string | undefined
  /** The jobs were handed over before, and may have been begun: their attempts count on. */
  readonly isAgain?: boolean | undefined
}

/** A job that may be run elsewhere. */
export interface HandedJob {
  readonly job: SweepJob
  /** For HYDRACONF_JOB. */
  readonly pointer: string
  /** `SWEEP/.launch/BATCH`, and the job's place in it, from 0. */
  readonly batch: string
  readonly index: number
  /** How often it was begun before. */
  readonly attempt: number
  /** Whether it was given to anybody before. */
  readonly isAgain: boolean
}

/** Where an engine has a job. */
export interface Submission {
  readonly engine: string
  readonly id: string
}
