import { following } from '../interpolation/dereference.js'
import type { Library } from '../library/library.js'
import { rulesFor } from '../library/version-base.js'
import { evaluationFor } from './config-evaluation.js'
import type { Environment } from './environment.js'
import { openEnvironment } from './open-environment.js'
import { readOverrides } from './read-overrides.js'

/** The library that a composition would see, with nothing composed. @throws OverrideParseException */
export function openLibraryFor(
  environment: Environment,
  configName: string | undefined,
  texts: readonly string[] = [],
): Library {
  const follow = following(evaluationFor(environment))
  const rules = rulesFor(environment.versionBase, environment.dialect)
  const overrides = readOverrides(texts, environment, configName)
  return openEnvironment(environment, configName, overrides, rules, follow).library
}
