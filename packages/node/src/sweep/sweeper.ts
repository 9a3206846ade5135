import type { Composed, DialectName, Override, Random } from '@hydraconf/core'
import type { Logger } from '../logging/logging.js'
import type { JobReturn } from '../run/job-return.js'
import type { JobRecord } from './journal.js'

/**
 * Plans the jobs of a sweep. Mirrors `hydra.plugins.sweeper.Sweeper`. A plugin offers one by name
 * (`sweepers: { search }`); `hydra/sweeper=search` chooses it, `hydra.sweeper.…` sets it.
 */
export interface Sweeper {
  /** Its settings with their defaults: what `hydra.sweeper` holds beside `_target_`. Plain data. */
  readonly settings?: Readonly<Record<string, unknown>> | undefined
  /**
   * The `_target_` that chooses it, where it does the work of a plugin of Hydra's: it is that plugin's config group then, and
   * none of its own.
   */
  readonly target?: string | undefined
  /** Launches batch after batch, looking at the results in between if it likes. */
  sweep(context: SweepContext): Promise<void>
}

/** What a sweeper has to work with. */
export interface SweepContext {
  /** The config that the sweep is planned by. */
  readonly composed: Composed
  /** Absolute. */
  readonly sweepDir: string
  /** The environment variables of the program. */
  readonly env: Readonly<Record<string, string | undefined>>
  /** What `hydra.sweeper` says, interpolations resolved. */
  readonly settings: Readonly<Record<string, unknown>>
  /** The task's overrides of the command line, sweeps among them. */
  readonly overrides: readonly Override[]
  /** `hydra.sweeper.params`, keys and values as override texts: what every sweep of the config starts from. */
  readonly params: readonly (readonly [key: string, text: string])[]
  /** Whose language the overrides are in. */
  readonly dialect: DialectName | undefined
  /** The options of a config group, for `glob(…)`. */
  optionsOf(group: string): readonly string[]
  /** Gives the same numbers again when the sweep is taken up again. */
  readonly random: Random
  readonly log: Logger
  /** The job with these overrides as it would be, were it launched behind as many as `ahead` of the next batch. */
  nextJob(overrides: readonly string[], ahead: number): NextJob
  /**
   * Composes every job of a batch, refuses what does not compose before the first one starts, and has them run. Each
   * job is its overrides as text; jobs are numbered across batches. Gives the results in order.
   *
   * @throws JobFailed for the first job of the batch that failed, once all of them ran
   */
  launch(batch: Iterable<readonly string[]>): Promise<readonly JobReturn[]>
  /** The same, for sweepers that live with failures: a job that failed is a result like the others. */
  run(batch: Iterable<readonly string[]>): Promise<readonly JobReturn[]>
  /**
   * The jobs of an earlier run of this sweep that is taken up again. A sweeper that plans the same jobs again can leave them
   * alone: what was completed is not run a second time.
   */
  readonly earlier: readonly EarlierJob[]
  /** What is launched from here on is numbered from there. */
  numberFrom(number: number): void
}

/** What came of a job before the sweep was taken up again. */
export interface EarlierJob {
  readonly number: number
  readonly overrides: readonly string[]
  readonly status: JobRecord['status']
  readonly value?: unknown
}

/** A job that nobody has launched yet. */
export interface NextJob {
  readonly overrides: readonly string[]
  readonly composed: Composed
  /** Its output directory, absolute. */
  readonly dir: string
}
