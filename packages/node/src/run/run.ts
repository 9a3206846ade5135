import type { Choices, Composed } from '@hydraconf/core'
import type { Logger } from '../logging/logging.js'

/** What a task is told of its run, beside its config. */
export interface Run {
  /** Absolute output directory; `hydra.runtime.output_dir`, Python's `HydraConfig.get().runtime.output_dir`. */
  readonly dir: string
  /** The directory that the program was started in; Python's `hydra.utils.get_original_cwd()`. */
  readonly cwd: string
  /** The task's overrides, as they were typed. */
  readonly overrides: readonly string[]
  /** Which option of which group: `hydra.runtime.choices`. */
  readonly choices: Choices
  readonly job: { readonly name: string; readonly num: number | undefined }
  /** The composition with all its stages: typed values, origins, `yaml()`, the `hydra` node. */
  readonly composed: Composed
  /** A logger as `hydra.job_logging` sets it up, by default one with the job's name. */
  logger(name?: string): Logger
  /** A path relative to the directory of the start, whatever directory the task runs in. */
  toAbsolutePath(path: string): string
}

/** The program: gets its config as plain JavaScript, and what there is to know of the run. What it returns is the job's return value. */
export type Task = (config: Readonly<Record<string, unknown>>, run: Run) => unknown
