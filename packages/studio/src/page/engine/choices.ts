import { type Environment, openLibraryFor, override, reachableGroups } from '@hydraconf/core'
import type { PageTree } from './page-tree.js'
import { type Place, placeOf } from './place.js'

/** A config group to pick an option of. */
export interface Choice {
  /** As an override names it: `db`, `db@backup`. */
  readonly key: string
  readonly group: string
  /** `???` is left open, null none; undefined: the group is in no defaults list. */
  readonly chosen: string | null | undefined
  readonly by: Place | undefined
  /** Whether the command line chose it. */
  readonly isOverridden: boolean
  readonly options: readonly { readonly name: string; readonly override: string }[]
}

/** Every group in reach. Where the defaults lists do not fit together, those that the folders have, with nothing chosen. */
export function choicesOf(
  tree: PageTree,
  environment: Environment,
  configName: string | undefined,
  overrides: readonly string[],
): readonly Choice[] {
  return groupsIn(environment, configName, overrides).map(({ key, group, chosen, by, overrides: texts }) => ({
    key,
    group,
    chosen,
    by: by === undefined || by.source.kind === 'program' ? undefined : placeOf(by, tree),
    isOverridden: by?.source.kind === 'override',
    options: Array.from(texts, ([name, text]) => ({ name, override: text })),
  }))
}

function groupsIn(environment: Environment, configName: string | undefined, overrides: readonly string[]) {
  for (const texts of [overrides, []]) {
    try {
      return reachableGroups(environment, configName, texts)
    } catch {
      // Without the overrides, then without the primary config.
    }
  }
  try {
    return reachableGroups(environment, undefined, []).map((group) => ({
      ...group,
      overrides: new Map([...group.overrides.keys()].map((option) => [option, override.choose(group.key, option)])),
    }))
  } catch {
    return []
  }
}

/** The configs that may be the primary one: those at the top of the app's own folder, and those in its folders. */
export function primariesOf(tree: PageTree, environment: Environment): readonly string[] {
  const top = topConfigs(environment)
  const main = tree.sources.filter(({ provider }) => provider === 'main' || provider === 'command-line')
  const nested = main.flatMap(({ paths }) => paths.filter((path) => path.includes('/') && path.endsWith('.yaml')))
  return [...top, ...nested.map((path) => path.slice(0, -'.yaml'.length))]
}

function topConfigs(environment: Environment): readonly string[] {
  try {
    return openLibraryFor(environment, undefined).options('', 'config')
  } catch {
    return []
  }
}
