import { type Defaults, listDefaults } from '../defaults/defaults-list.js'
import { following } from '../interpolation/dereference.js'
import { classify } from './classify-overrides.js'
import { evaluationFor } from './config-evaluation.js'
import type { Environment } from './environment.js'
import { openLibraryFor } from './open-library.js'
import { readOverrides } from './read-overrides.js'

/**
 * The defaults list and tree alone, without merging anything: what the values are does not matter, nor whether they are
 * sweeps. With `skipMissing` a choice that is left open (`db: ???`) is no error. Mirrors `ConfigLoader.compute_defaults_list`.
 */
export function defaultsOf(
  environment: Environment,
  configName: string | undefined,
  texts: readonly string[],
  { skipMissing = false }: { readonly skipMissing?: boolean } = {},
): Defaults {
  const library = openLibraryFor(environment, configName, texts)
  const follow = following(evaluationFor(environment))
  const intent = classify(readOverrides(texts, environment, configName), library)
  return listDefaults(library, configName, intent, { prependHydra: true, skipMissing, follow })
}
