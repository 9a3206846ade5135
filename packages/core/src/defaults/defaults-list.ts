import type { Library } from '../library/library.js'
import { unusedDeletion, unusedOverride } from '../messages/defaults.js'
import { raise } from '../text/errors.js'
import { nearest } from '../text/nearest.js'
import type { GroupIntent } from './decisions.js'
import { type ExpandOptions, type Expansion, expandDefaults } from './expand.js'
import { flattenDefaults } from './flatten.js'
import { choiceText } from './items.js'
import type { Choices, DefaultsList, DefaultsTree } from './tree.js'

/** Which configs a composition merges: the tree of who included whom, and the flat list. */
export interface Defaults {
  readonly tree: DefaultsTree
  readonly list: DefaultsList
  readonly choices: Choices
  readonly warnings: readonly string[]
}

/**
 * Expands and flattens, and then refuses what the command line or a list asked for in vain.
 * Mirrors `create_defaults_list`.
 */
export function listDefaults(
  library: Library,
  primary: string | undefined,
  intent: GroupIntent,
  options: ExpandOptions = {},
): Defaults {
  const expansion = expandDefaults(library, primary, intent, options)
  const list = flattenDefaults(expansion.tree)
  refuseUnused(expansion)
  const { tree, choices, warnings } = expansion
  return { tree, list, choices, warnings }
}

function refuseUnused({ unused, choices }: Expansion): void {
  const [override] = unused.overrides
  if (override !== undefined) {
    const { key, keys, config, choice, origin } = override
    const value = choiceText(choice)
    throw raise(unusedOverride({ key, value, config, keys, near: nearest(key, choices.keys()) }), origin)
  }
  const [deletion] = unused.deletions
  if (deletion !== undefined) {
    const { key, option, origin } = deletion
    const near = nearest(key, choices.keys())
    throw raise(unusedDeletion(key, option, choices.get(key), near), origin)
  }
}
