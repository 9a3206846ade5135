import { type Environment, isHydraGroup, openLibraryFor } from '@hydraconf/core'
import { rolesIn } from './roles.js'
import { mainSource, treeFiles } from './tree-files.js'

/** The primary configs of a tree: those at its root, and those deeper ones that are made to be composed alone. */
export function primariesIn(environment: Environment): readonly string[] {
  const main = mainSource(environment)
  if (main === undefined) return []
  const { configs } = treeFiles(main)
  const roles = rolesIn(openLibraryFor(environment, undefined), configs)
  return configs.filter((name) => !isHydraGroup(name) && (!name.includes('/') || roles.isNestedPrimary(name)))
}
