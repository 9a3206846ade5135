import {
  type Environment,
  evaluationFor,
  following,
  type Library,
  openEnvironment,
  parseOverrides,
  rulesFor,
} from '@hydraconf/core'

/** The library that a composition would see, with nothing composed. @throws OverrideParseException */
export function openLibraryFor(
  environment: Environment,
  configName: string | undefined,
  texts: readonly string[] = [],
): Library {
  const follow = following(evaluationFor(environment))
  const rules = rulesFor(environment.versionBase, environment.dialect)
  return openEnvironment(environment, configName, parseOverrides(texts), rules, follow).library
}
