import { type Defaults, listDefaults } from '../defaults/defaults-list.js'
import { classify } from './classify-overrides.js'
import type { Environment } from './environment.js'
import { refusingWithout } from './masked-refusal.js'
import { type Opened, openFor } from './open-library.js'

/**
 * The defaults list and tree alone, without merging anything: what the values are does not matter, nor whether they are
 * sweeps. With `skipMissing` a choice that is left open (`db: ???`) is no error. Mirrors `ConfigLoader.compute_defaults_list`.
 */
export function defaultsOf(
  environment: Environment,
  configName: string | undefined,
  texts: readonly string[],
  options: DefaultsOptions = {},
): Defaults {
  return defaultsIn(openFor(environment, configName, texts), configName, options)
}

/** The same of a library that is open. */
export function defaultsIn(
  { library, overrides, follow, secrets }: Opened,
  configName: string | undefined,
  { skipMissing = false }: DefaultsOptions = {},
): Defaults {
  const options = { prependHydra: true, skipMissing, follow }
  return refusingWithout(secrets, () => listDefaults(library, configName, classify(overrides, library), options))
}

interface DefaultsOptions {
  readonly skipMissing?: boolean
}
