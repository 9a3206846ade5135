import type { VersionRules } from '../library/version-rules.js'
import { oldHydraOverride, overrideNotLast, overrideUnderInterpolation } from '../messages/defaults.js'
import { raise } from '../text/errors.js'
import { entryText, type LocatedEntry, type LocatedGroup } from './entries-of-config.js'
import type { GroupOverrides } from './group-overrides.js'
import type { HoldingConfig } from './holding-config.js'

/** The walk as far as overrides are concerned. */
export interface OverrideWalk {
  readonly rules: VersionRules
  readonly groupOverrides: GroupOverrides
  readonly warn: (text: string) => void
}

/**
 * Takes the overrides out of a list, the first in it first, and gives what is left. Refuses an entry behind an override:
 * it would read as if it were chosen later than it is. Where overrides count in their turn, they stay in the list.
 */
export function registerOverrideEntries(
  items: readonly LocatedEntry[],
  holder: HoldingConfig,
  { rules, groupOverrides, warn }: OverrideWalk,
): readonly LocatedEntry[] {
  const left: LocatedEntry[] = []
  let last: LocatedGroup | undefined
  let mayFollow = true
  for (const item of items) {
    const isOld = item.kind === 'group' && isOldOverride(item, rules)
    if (item.kind === 'group' && (item.entry.override || isOld)) {
      if (isOld) warn(oldHydraOverride(holder.configPath, item.entry.group))
      else mayFollow = false
      last = item
      if (holder.interpolated)
        throw raise(overrideUnderInterpolation(holder.configPath, entryText(item)), item.entry.origin)
      if (rules.dialect.defaults.overridesInTurn) left.push(item)
      else groupOverrides.override(item.key, item.entry, holder)
      continue
    }
    const isFree = item.kind === 'self' || mayFollow || (item.kind === 'group' && item.external)
    if (!isFree) throw raise(overrideNotLast(holder.configPath, entryText(last!), entryText(item)), item.entry.origin)
    left.push(item)
  }
  return left
}

// Version base 1.1 takes a hydra group in a defaults list for an override, keyword or not.
function isOldOverride({ entry }: LocatedGroup, rules: VersionRules): boolean {
  return rules.legacy && !entry.override && entry.group.startsWith('hydra/')
}
