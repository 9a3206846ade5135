import { type DialectName, hydraVersionOf, localTime, type RunFacts, type VariableFile } from '@hydraconf/core'
import type { Host } from './host.js'

export interface FactsOptions {
  /** What `${python_version:}` answers, as `3.11.4`; without it that resolver refuses, since no Python runs. */
  readonly pythonVersion?: string | undefined
  /** Whose `hydra.runtime.version`. */
  readonly dialect?: DialectName | undefined
  /** Files of variables beside the environment. */
  readonly variableFiles?: readonly VariableFile[] | undefined
  /** The moment that `${now:…}` formats; the current one unless told, as when a sweep is taken up again. */
  readonly now?: Date | undefined
}

/** What composing may know of the process: directory, environment, clock, versions. */
export function factsOf(
  host: Host,
  jobName: string,
  { pythonVersion, dialect, variableFiles, now = host.now() }: FactsOptions = {},
): RunFacts {
  return {
    cwd: host.cwd(),
    env: host.env,
    variableFiles,
    now: localTime(now),
    version: hydraVersionOf(dialect),
    pythonVersion,
    jobName,
  }
}
