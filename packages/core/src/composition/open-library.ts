import type { Override } from '../grammar/override.js'
import { following } from '../interpolation/dereference.js'
import type { Library } from '../library/library.js'
import { rulesFor } from '../library/version-base.js'
import type { Follow } from '../value/config-node.js'
import { evaluationFor } from './config-evaluation.js'
import type { Environment } from './environment.js'
import { givenSecrets, refusingWithout, type Secrets } from './masked-refusal.js'
import { openEnvironment } from './open-environment.js'
import { readOverrides } from './read-overrides.js'

/** What a composition begins with. */
export interface Opened {
  readonly library: Library
  readonly overrides: readonly Override[]
  readonly follow: Follow
  /** What a refusal that comes of it may not show. */
  secrets(): Secrets
}

/** The library that a composition would see, with nothing composed. @throws OverrideParseException */
export function openLibraryFor(
  environment: Environment,
  configName: string | undefined,
  texts: readonly string[] = [],
): Library {
  return openFor(environment, configName, texts).library
}

/** The same with the overrides as they are meant. @throws OverrideParseException */
export function openFor(environment: Environment, configName: string | undefined, texts: readonly string[]): Opened {
  const follow = following(evaluationFor(environment))
  const rules = rulesFor(environment.versionBase, environment.dialect, environment.pyyaml)
  const overrides = readOverrides(texts, environment, configName)
  const secrets = (): Secrets => givenSecrets(environment, overrides)
  const { library } = refusingWithout(secrets, () =>
    openEnvironment(environment, { configName, overrides }, rules, follow),
  )
  return { library, overrides, follow, secrets }
}
