import { type Environment, isHydraGroup, openLibraryFor } from '@hydraconf/core'
import { type Roles, rolesAmong } from './config-roles.js'
import { drain } from './drain.js'
import { type Exploration, type ExploreOptions, MOST_COMPOSITIONS } from './exploration.js'
import { Explorer } from './explorer.js'
import { mainSource, treeFiles } from './tree-files.js'

/**
 * Composes every primary config, with every option of every group that it reaches, each option once; and every other
 * config of the tree in the ways in which it might be meant, until one is fine.
 */
export function exploreTree(environment: Environment, options: ExploreOptions): Exploration {
  return drain(explorationOf(environment, options))
}

/** The same composition by composition, for who has other things to do in between. */
export function* explorationOf(environment: Environment, options: ExploreOptions): Generator<void, Exploration> {
  const { configName, isIgnored = () => false, overrides = [], reuse = () => undefined } = options
  const { limit = MOST_COMPOSITIONS, onComposed } = options
  const library = openLibraryFor(environment, undefined)
  const main = mainSource(environment)
  const files = main === undefined ? { configs: [], unseen: [], otherTrees: [] } : treeFiles(main, options)
  const configs = files.configs.filter((name) => !isHydraGroup(name) && !isIgnored(name))
  const roles = yield* rolesAmong(library, files.configs)
  const explorer = new Explorer(environment, files, roles, { isIgnored, overrides, reuse, onComposed, limit })

  const primaries = configs.filter((name) => !name.includes('/'))
  yield* explorer.explorePrimaries(configName === undefined ? primaries : [configName])
  if (configName !== undefined) yield* explorer.witnesses(primaries.filter((name) => name !== configName))

  const untried: string[] = []
  for (const name of byLikelihood(configs, roles)) {
    if (explorer.isKnown(name) || (configName !== undefined && !name.includes('/'))) continue
    if (!(yield* explorer.exploreOther(name))) untried.push(name)
  }
  return { library, roles, files, ...explorer.found, untried, leftOut: explorer.leftOut }
}

/** Primary configs first: what they include need not be tried alone. Then what is put on top of them. */
function byLikelihood(configs: readonly string[], roles: Roles): readonly string[] {
  const rank = (name: string): number => (roles.isNestedPrimary(name) ? 0 : roles.isOverlay(name) ? 1 : 2)
  return configs.toSorted((a, b) => rank(a) - rank(b))
}
