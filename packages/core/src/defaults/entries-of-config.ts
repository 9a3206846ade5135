import type { Override } from '../grammar/override.js'
import { valueOrigin } from '../grammar/override-element.js'
import type { ConfigEntry, DefaultsEntry, Document, GroupChoice, GroupEntry } from '../library/document.js'
import { grouped } from '../library/read-defaults.js'
import type { VersionRules } from '../library/version-rules.js'
import { duplicateSelf, selfAsOption } from '../messages/defaults.js'
import { raise } from '../text/errors.js'
import type { Origin } from '../text/source.js'
import { type Choice, choiceIn, choiceOf } from './group-overrides.js'
import { type EntryLocation, type EntryParent, locateConfig, locateGroup, overrideKeyOf, ROOT } from './package-path.js'
import { refusePaths } from './refuse-paths.js'

/** An entry of a defaults list that knows where it stands. */
export type LocatedEntry = LocatedSelf | LocatedConfig | LocatedGroup

export interface LocatedSelf {
  readonly kind: 'self'
  /** Undefined where `_self_` was left out and is added at the end, as Hydra does. */
  readonly written: DefaultsEntry | undefined
  readonly label: string
}

export interface LocatedConfig {
  readonly kind: 'config'
  readonly entry: ConfigEntry
  readonly place: EntryLocation
}

export interface LocatedGroup {
  readonly kind: 'group'
  readonly entry: GroupEntry
  readonly place: EntryLocation
  /** What it chooses, unless someone overrides it. */
  readonly choice: Choice
  /** What an override names it by. */
  readonly key: string
  /** Appended by the command line. */
  readonly external: boolean
}

/** The list of one config: its own entries, `_self_` where it was left out, and what the command line appends. */
export interface EntriesOfConfig {
  readonly items: readonly LocatedEntry[]
  /** `_self_` was left out although entries other than overrides are there. */
  readonly lacksSelf: boolean
}

const NOTHING: EntriesOfConfig = { items: [], lacksSelf: false }

export function entriesOfConfig(
  document: Document,
  within: EntryParent,
  rules: VersionRules,
  appends: readonly Override[],
): EntriesOfConfig {
  const own = document.defaults ?? []
  if (own.length === 0 && appends.length === 0) return NOTHING
  const items = own.map((entry) => itemOf(entry, within, rules))
  const selves = items.filter((item) => item.kind === 'self')
  if (selves.length > 1) throw raise(duplicateSelf(document.name), selves[1]!.written?.origin)

  const hasOther = own.some((entry) => entry.kind !== 'group' || !entry.override)
  const lacksSelf = selves.length === 0 && hasOther
  if (own.length === 0 || lacksSelf) items.push({ kind: 'self', written: undefined, label: '_self_' })
  const top = rules.dialect.defaults.appendsFromTop ? ROOT : within
  for (const override of appends) items.push(appended(override, top, rules))
  if (rules.dialect.defaults.refusesParentFolders) {
    for (const item of items) {
      const entry = item.kind === 'self' ? item.written : item.entry
      if (entry !== undefined) refusePaths(entry, document.name)
    }
  }
  return { items, lacksSelf }
}

/**
 * Refuses `group: _self_`. Hydra asks such an entry for its package, and has one only where the config around it was
 * given one; there, and where it had to add `_self_` itself, the entry counts as `_self_`.
 */
export function refuseSelfAsOption(items: readonly LocatedEntry[], config: string): void {
  if (items.some((item) => item.kind === 'self' && item.written === undefined)) return
  for (const item of items) {
    if (item.kind === 'self' && item.written?.kind === 'group') {
      throw raise(selfAsOption(config, item.written.group), item.written.origin)
    }
  }
}

/** As messages show an entry: `db@source: mysql`. */
export function entryText({ entry }: LocatedConfig | LocatedGroup): string {
  return entry.kind === 'config' ? entryKey(entry) : `${entryKey(entry)}: ${choiceText(choiceOf(entry.choice))}`
}

/** The group or path of an entry as written, with its package. */
export function entryKey(entry: ConfigEntry | GroupEntry): string {
  const name = entry.kind === 'config' ? entry.path : entry.group
  return entry.package === undefined ? name : `${name}@${entry.package}`
}

export function choiceText(choice: Choice): string {
  return choice === null ? 'null' : typeof choice === 'string' ? choice : `[${choice.join(',')}]`
}

function itemOf(entry: DefaultsEntry, within: EntryParent, rules: VersionRules): LocatedEntry {
  switch (entry.kind) {
    case 'self':
      return { kind: 'self', written: entry, label: '_self_' }
    case 'config':
      return { kind: 'config', entry, place: locateConfig(entry, within, rules) }
    case 'group':
      return groupItem(entry, choiceOf(entry.choice), within, rules)
  }
}

function groupItem(entry: GroupEntry, choice: Choice, within: EntryParent, rules: VersionRules): LocatedEntry {
  if (choice === '_self_') return { kind: 'self', written: entry, label: `${entry.group}: _self_` }
  return locatedGroup(entry, choice, within, rules)
}

function locatedGroup(entry: GroupEntry, choice: Choice, within: EntryParent, rules: VersionRules): LocatedGroup {
  const place = locateGroup(entry, within, rules)
  const key = overrideKeyOf(place, typeof choice === 'string' ? choice : null, rules)
  return { kind: 'group', entry, place, choice, key, external: false }
}

/**
 * An entry whose choice, an interpolation, came to an option of a folder in the group: `foo: ${bar}` is read as
 * `foo/baz: one` then, as `foo: baz/one` is where it is written.
 */
export function regrouped({ entry, place, external }: LocatedGroup, name: string, rules: VersionRules): LocatedGroup {
  const named = grouped(entry.group, { kind: 'option', name, origin: entry.choice.origin }, rules)
  return { ...locatedGroup({ ...entry, ...named }, choiceOf(named.choice), place.within, rules), external }
}

//   +db@source=mysql  stands like  - db@source: mysql  at the end of the primary config's list
function appended(override: Override, within: EntryParent, rules: VersionRules): LocatedEntry {
  const { key, origin } = override
  const choice = choiceIn(override)
  const entry: GroupEntry = {
    kind: 'group',
    group: key.name,
    package: key.package,
    choice: written(choice, valueOrigin(override)),
    override: false,
    optional: false,
    origin,
  }
  const item = groupItem(entry, choice, within, rules)
  return item.kind === 'group' ? { ...item, external: true } : item
}

function written(choice: Choice, origin: Origin): GroupChoice {
  if (choice === null) return { kind: 'none', origin }
  if (typeof choice === 'string') return { kind: 'option', name: choice, origin }
  return { kind: 'options', names: choice.filter((name) => name !== undefined), origin }
}
