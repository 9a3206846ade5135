import type { DefaultsEntry } from '../library/document.js'
import { backslashInPath, type PathOf, parentFolder } from '../messages/defaults.js'
import { raise } from '../text/errors.js'
import type { Origin } from '../text/source.js'
import { type Choice, choiceOf } from './group-overrides.js'

/**
 * Dialect 1.4: names in a defaults list are those of configs, and no directions to them. `..` is not followed to another
 * folder, as what it leads to has an absolute name, and a backslash parts no folders. Also where the entry is overridden.
 * Mirrors `_validate_paths`.
 *
 * @throws ConfigCompositionException
 */
export function refusePaths(entry: DefaultsEntry, config: string): void {
  switch (entry.kind) {
    case 'self':
      return
    case 'config':
      refusePath('config', entry.path, config, entry.origin)
      return
    case 'group':
      refusePath('group', entry.group, config, entry.origin)
      refuseChoice(choiceOf(entry.choice), config, entry.choice.origin)
  }
}

/** The same of what is chosen in the place of what the entry says. */
export function refuseChoice(choice: Choice, config: string, origin: Origin): void {
  const names = typeof choice === 'string' ? [choice] : (choice ?? [])
  for (const name of names) if (name !== undefined) refusePath('option', name, config, origin)
}

/** The same of a path. */
export function refusePath(of: PathOf, path: string, config: string, origin: Origin): void {
  if (path.includes('\\')) throw raise(backslashInPath(config, of, path), origin)
  if (path.includes('..') && path.split('/').includes('..')) throw raise(parentFolder(config, of, path), origin)
}
