import { atCaller, type Composed, compose, type PlainConfig, type RunMode } from '@hydraconf/core'
import { type AppOptions, appOf } from './app.js'
import { type Host, processHost } from './host.js'
import { checkComposeDirOptions } from './options/check-options.js'
import { composeFirst } from './short-run.js'

export interface ComposeDirOptions extends Omit<AppOptions, 'configDir'> {
  /** As on the command line: `db=mysql`, `+lr=0.1`, `~db`. */
  readonly overrides?: readonly string[] | undefined
  /** `RUN` unless told. */
  readonly mode?: RunMode | undefined
}

/**
 * Composes from a directory of configs: Hydra's compose API (`initialize_config_dir` and `compose`) in one call, with
 * nothing to initialise and nothing to clear. A relative directory is taken from the working directory.
 *
 * ```ts
 * const { js } = composeDir('conf', { configName: 'config', overrides: ['db=mysql'] })
 * ```
 *
 * While the first composition of a process goes on, V8 is told by its flags to optimize later, which pays in a program that composes
 * once; flags that the process was started with are left as they are.
 *
 * @throws HydraconfError as `compose`, and MissingConfigException when there is no such directory
 */
export function composeDir<Config = PlainConfig>(
  dir: string | URL,
  options: ComposeDirOptions = {},
  host: Host = processHost(),
): Composed<Config> {
  return atCaller(composeDir, host.env.HYDRA_FULL_ERROR === '1', () => {
    checkComposeDirOptions(dir, options)
    const { overrides = [], mode, ...rest } = options
    const { configName, environment } = appOf({ ...rest, configDir: dir }, { ...host, program: undefined })
    return composeFirst(() => compose<Config>({ configName, overrides, mode }, environment))
  })
}
