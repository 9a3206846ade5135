import { resolve } from 'node:path'
import type { Composed, PlainConfig } from '@hydraconf/core'
import { INSPECT } from '../inspect.js'
import type { Logger } from '../logging/logging.js'

/**
 * What a task is told of its run, beside its config. What a composition offers (`js`, `yaml`, `choices`, `explain`) is here
 * too. Everything may be taken out on its own: `const { dir, logger } = run`.
 */
export interface Run<Config = PlainConfig>
  extends Pick<Composed<Config>, 'js' | 'yaml' | 'choices' | 'explain' | 'warnings'> {
  /** Absolute output directory; `hydra.runtime.output_dir`, Python's `HydraConfig.get().runtime.output_dir`. */
  readonly dir: string
  /** The directory that the program was started in; Python's `hydra.utils.get_original_cwd()`. */
  readonly cwd: string
  /** The task's overrides, as they were typed. */
  readonly overrides: readonly string[]
  /** `hydra.job.name`, and `hydra.job.num` of a job of a sweep. */
  readonly job: { readonly name: string; readonly num: number | undefined }
  /** The composition with all its stages: typed values, origins, the `hydra` node. */
  readonly composed: Composed<Config>
  /** A logger as `hydra.job_logging` sets it up, by default one with the job's name. */
  readonly logger: (name?: string) => Logger
  /** A path relative to the directory of the start, whatever directory the task runs in. */
  readonly toAbsolutePath: (path: string) => string
}

/**
 * The program: gets its config as plain JavaScript, and what there is to know of the run. What it returns, or its promise
 * gives, is the job's return value.
 */
export type Task<Config = PlainConfig> = (config: Config, run: Run<Config>) => unknown

/** What is known of a run but is not in its composition. */
export interface RunFacts extends Pick<Run, 'dir' | 'cwd' | 'overrides' | 'job'> {
  logger(name: string): Logger
}

/** The run that a task is told of. */
export function runOf(composed: Composed, { dir, cwd, overrides, job, logger }: RunFacts): Run {
  const told = { dir, cwd, overrides, job, choices: composed.choices }
  const run: Omit<Run, 'js'> = {
    ...told,
    warnings: composed.warnings,
    yaml: composed.yaml,
    explain: composed.explain,
    logger: (name = job.name) => logger(name),
    toAbsolutePath: (path) => resolve(cwd, path),
    composed,
  }
  // Resolving everything may fail where a task that reads a part of it does not: only who asks for it pays.
  const js = { get: () => composed.js, enumerable: false }
  return Object.defineProperties(run, { js, [INSPECT]: { value: inspected(told), enumerable: false } }) as Run
}

/** What `console.log(run)` shows: where and what, not the composition. */
function inspected(told: object) {
  return (_depth: number, options: object, inspect: (value: object, options: object) => string): string =>
    `Run ${inspect(told, options)}`
}
