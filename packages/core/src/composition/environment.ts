import type { DialectName, PyYamlVersion } from '../dialect/dialect.js'
import type { ResolverCache } from '../interpolation/resolver.js'
import type { VariableFile } from '../interpolation/variables.js'
import type { OpenSource, SearchPath } from '../library/config-source.js'
import type { Extensions } from '../plugin.js'
import type { Origin } from '../text/source.js'

/** Where configs come from, and what is known of the outside world. The same one serves any number of compositions. */
export interface Environment {
  /** As `createSearchPath` makes it: Hydra's own configs first, the program's stored ones last. */
  readonly searchPath: SearchPath
  /** Opens what the engine does not hold itself: `file://`, `pkg://`. */
  readonly open: OpenSource
  readonly facts: RunFacts
  /** `1.1`, `1.2` or `1.3`; the newest unless said otherwise, as Python's `None` says it too. */
  readonly versionBase?: string | null | undefined
  /** Whose language: that of Hydra 1.3, unless told, or of 1.4. */
  readonly dialect?: DialectName | undefined
  /** Which PyYAML's merging by `<<` is followed in dialect 1.3: the newest's, unless told. */
  readonly pyyaml?: PyYamlVersion | undefined
  /** Whether the config as JavaScript refuses keys that it does not have, as Python's does; plain objects, unless told. */
  readonly strict?: boolean | undefined
  /** Variables of the environment that stand for keys, `{ DB_PASSWORD: 'db.password' }`: over the configs, below the overrides. */
  readonly variableKeys?: Readonly<Record<string, string>> | undefined
  /** What plugins add: `mergePlugins(plugins)`. */
  readonly extensions?: Extensions | undefined
  /** Hears of deprecated keys (`${oc.deprecated:…}`) when they are resolved, with the place of the interpolation. */
  readonly warn?: ((message: string, origin: Origin) => void) | undefined
  /** Answers of cached resolvers, where several compositions shall share them, as the jobs of a sweep do. */
  readonly cache?: ResolverCache | undefined
}

/** Facts of the outside world, given by the caller, so that composing stays a function of its arguments. */
export interface RunFacts {
  /** Absolute working directory: `hydra.runtime.cwd`. */
  readonly cwd: string
  readonly env: Readonly<Record<string, string | undefined>>
  /** Files that give what the environment does not. */
  readonly variableFiles?: readonly VariableFile[] | undefined
  /** The moment of the run, as local time: what `${now:…}` formats. */
  readonly now: LocalTime
  /** Hydra's version as `hydra.runtime.version` shows it. */
  readonly version: string
  /** What `${python_version:}` answers; undefined: that resolver refuses. */
  readonly pythonVersion?: string | undefined
  /** `hydra.job.name` unless the config sets it. */
  readonly jobName: string
}

/** A moment as a clock on the wall shows it, and how that clock is set. */
export interface LocalTime {
  readonly year: number
  readonly month: number
  readonly day: number
  readonly hour: number
  readonly minute: number
  readonly second: number
  readonly microsecond: number
  /** Minutes east of UTC. */
  readonly offset: number
}

/** `RUN` composes one job. `MULTIRUN` composes what a sweep plans by: sweep overrides and unchosen groups wait. */
export type RunMode = 'RUN' | 'MULTIRUN'
