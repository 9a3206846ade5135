import { type Environment, isHydraGroup, type Library, openLibraryFor, unlessRefused } from '@hydraconf/core'
import { isNestedPrimary } from './config-roles.js'
import { mainSource, treeFiles } from './tree-files.js'

/** The primary configs of a tree: those at its root, and those deeper ones that are made to be composed alone. */
export function primariesIn(environment: Environment): readonly string[] {
  const main = mainSource(environment)
  if (main === undefined) return []
  const library = openLibraryFor(environment, undefined)
  return treeFiles(main).configs.filter((name) => isPrimary(name, library))
}

/** Whether a config is one of them: its own text says so. */
export function isPrimary(name: string, library: Library): boolean {
  if (isHydraGroup(name)) return false
  return (
    !name.includes('/') ||
    isNestedPrimary(
      name,
      unlessRefused(() => library.load(name)),
    )
  )
}
