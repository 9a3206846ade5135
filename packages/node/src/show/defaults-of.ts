import {
  classify,
  type Defaults,
  type Environment,
  evaluationFor,
  following,
  listDefaults,
  openEnvironment,
  parseOverrides,
  rulesFor,
} from '@hydraconf/core'

/**
 * The defaults list and tree alone, without merging anything: what the values are does not matter, nor whether they are
 * sweeps. Mirrors `ConfigLoader.compute_defaults_list`.
 */
export function defaultsOf(
  environment: Environment,
  configName: string | undefined,
  texts: readonly string[],
): Defaults {
  const rules = rulesFor(environment.versionBase)
  const follow = following(evaluationFor(environment))
  const overrides = parseOverrides(texts)
  const { library } = openEnvironment(environment, configName, overrides, rules, follow)
  return listDefaults(library, configName, classify(overrides, library), {
    prependHydra: true,
    skipMissing: false,
    follow,
  })
}
