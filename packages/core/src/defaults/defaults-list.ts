import { keyOrigin } from '../grammar/override-element.js'
import type { Library } from '../library/library.js'
import { unusedDeletion, unusedOverride } from '../messages/defaults.js'
import { closeMatches } from '../text/close-matches.js'
import { type HydraconfError, raise } from '../text/errors.js'
import { choiceText, entryKey } from './entries-of-config.js'
import { expandDefaults } from './expand.js'
import type { ExpandOptions, Expansion } from './expansion.js'
import { flattenDefaults } from './flatten.js'
import type { GroupIntent, UnusedGroupOverride } from './group-overrides.js'
import type { EntryParent } from './package-path.js'
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
 *
 * @throws MissingConfigException for a config that no source has, ConfigCompositionException for lists that
 * contradict themselves and for overrides that nothing listens to
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
  if (override !== undefined) throw unusedOverrideError(override, choices)
  const [deletion] = unused.deletions
  if (deletion !== undefined) {
    const { key, option, origin } = deletion
    const near = closeMatches(key, choices.keys())
    throw raise(unusedDeletion(key, option, choices, near), keyOrigin(origin))
  }
}

function unusedOverrideError(
  { key, keys, choice, from, origin }: UnusedGroupOverride,
  choices: Choices,
): HydraconfError {
  const value = choiceText(choice)
  const { group = '', holder } = from === undefined ? {} : { ...from.entry, holder: from.holder }
  const isRelative = holder !== undefined && !group.startsWith('/') && !key.split('@', 1)[0]!.startsWith(group)
  const absolute = isRelative ? [...choices.keys()].filter((name) => name.split('@', 1)[0] === group) : []
  const meant = keys.length > 0 ? keys : absolute.length > 0 ? absolute : closeMatches(key, choices.keys())
  return raise(
    unusedOverride({
      key,
      config: from?.holder.configPath,
      isElsewhere: keys.length > 0,
      suggestions: meant.map((at) =>
        from === undefined ? `${at}=${value}` : `override ${reached(at, from.holder)}: ${value}`,
      ),
      relative: isRelative ? group : undefined,
      addition: from === undefined ? `+${key}=${value}` : `- ${entryKey(from.entry)}: ${value}`,
    }),
    from === undefined ? keyOrigin(origin) : origin,
  )
}

//   from a config in the package "a":   db  ->  /db@_global_.db     db@src  ->  /db@_global_.src
function reached(key: string, { package: from }: EntryParent): string {
  if (from === '') return `/${key}`
  const [group, pkg = group!.replaceAll('/', '.')] = key.split('@')
  return `/${group}@${pkg === '_global_' ? pkg : `_global_.${pkg}`}`
}
