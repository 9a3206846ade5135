import type { Override } from '../grammar/override.js'
import type { ConfigEntry, DefaultsEntry, Document, GroupChoice, GroupEntry } from '../library/document.js'
import { duplicateSelf, selfAsOption } from '../messages/defaults.js'
import { raise } from '../text/errors.js'
import { choiceIn } from './decisions.js'
import { type Place, placeConfig, placeGroup, type Within } from './place.js'

/** An entry of a defaults list that knows where it stands. */
export type Item = SelfItem | ConfigItem | GroupItem

export interface SelfItem {
  readonly kind: 'self'
  /** Undefined where `_self_` was left out and is added at the end, as Hydra does. */
  readonly written: DefaultsEntry | undefined
  readonly label: string
}

export interface ConfigItem {
  readonly kind: 'config'
  readonly entry: ConfigEntry
  readonly place: Place
}

export interface GroupItem {
  readonly kind: 'group'
  readonly entry: GroupEntry
  readonly place: Place
  /** Appended by the command line. */
  readonly external: boolean
}

/** The list of one config: its own entries, `_self_` where it was left out, and what the command line appends. */
export interface Items {
  readonly items: readonly Item[]
  /** `_self_` was left out although entries other than overrides are there. */
  readonly lacksSelf: boolean
}

export function itemsOf(document: Document, within: Within, hasPackage: boolean, appends: readonly Override[]): Items {
  const own = document.defaults ?? []
  if (own.length === 0 && appends.length === 0) return { items: [], lacksSelf: false }
  const items = own.map((entry) => place(entry, within))
  const selves = items.filter((item) => item.kind === 'self')
  if (selves.length > 1) throw raise(duplicateSelf(document.name), selves[1]!.written?.origin)

  const hasOther = own.some((entry) => entry.kind !== 'group' || !entry.override)
  const addsSelf = own.length === 0 || (selves.length === 0 && hasOther)
  if (addsSelf) items.push({ kind: 'self', written: undefined, label: '_self_' })
  items.push(...appends.map((override) => place(appended(override), within, true)))

  // Hydra asks `group: _self_` for its package, and has one only where the config around it was given one.
  const asOption = items.find((item) => item.kind === 'self' && item.written?.kind === 'group') as SelfItem | undefined
  if (asOption !== undefined && selves.length > 0 && !hasPackage) {
    const { group, origin } = asOption.written as GroupEntry
    throw raise(selfAsOption(document.name, group), origin)
  }
  return { items, lacksSelf: selves.length === 0 && hasOther }
}

function place(entry: DefaultsEntry, within: Within, external = false): Item {
  switch (entry.kind) {
    case 'self':
      return { kind: 'self', written: entry, label: '_self_' }
    case 'config':
      return { kind: 'config', entry, place: placeConfig(entry, within) }
    case 'group':
      return entry.choice.kind === 'option' && entry.choice.name === '_self_'
        ? { kind: 'self', written: entry, label: `${entry.group}: _self_` }
        : { kind: 'group', entry, place: placeGroup(entry, within), external }
  }
}

//   +db@source=mysql  stands like  - db@source: mysql  at the end of the primary config's list
function appended(override: Override): GroupEntry {
  const { key, origin } = override
  const choice = choiceIn(override)
  return {
    kind: 'group',
    group: key.name,
    package: key.package,
    choice: asChoice(choice, origin),
    override: false,
    optional: false,
    origin,
  }
}

function asChoice(choice: ReturnType<typeof choiceIn>, origin: Override['origin']): GroupChoice {
  if (choice === null) return { kind: 'none', origin }
  if (typeof choice !== 'string') return { kind: 'options', names: choice, origin }
  return { kind: 'option', name: choice, origin }
}
