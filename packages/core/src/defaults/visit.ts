import type { DefaultsEntry } from '../library/document.js'
import type { Rules } from '../library/rules.js'
import { type Origin, PROGRAM } from '../text/source.js'
import type { ConfigItem, GroupItem } from './items.js'
import { configPathOf, nameOf, overrideKeyOf, type Place, placeConfig, ROOT, type Within } from './place.js'

/** A config about to be visited: which one, and where it stands. */
export interface Visit {
  readonly place: Place
  readonly configPath: string
  /** The option, or the last name of a path; null: a group without a choice. */
  readonly name: string | null
  /** What a group entry is overridden by; undefined for a config by path. */
  readonly key: string | undefined
  readonly optional: boolean
  readonly label: string
  readonly written: DefaultsEntry | undefined
  /** Where the option was written, which may be far from the entry. */
  readonly origin: Origin
  readonly holder: Holder | undefined
}

/** A config whose list is being walked, and who holds that config, up to the root. */
export interface Holder extends Within {
  readonly configPath: string
  /** The group that its own entry is relative to. */
  readonly base: string
  readonly depth: number
  /** Whether an interpolation chose it, or a config above it: it may not override then. */
  readonly interpolated: boolean
  readonly holder: Holder | undefined
}

export const VIRTUAL_ROOT: Holder = {
  ...ROOT,
  configPath: '<root>',
  base: '',
  depth: 0,
  interpolated: false,
  holder: undefined,
}

/** A config that no list names: the primary config, or Hydra's own. */
export function rootVisit(path: string, holder: Holder | undefined): Visit {
  const place = placeConfig({ path, package: undefined }, ROOT)
  return pathVisit(path, place, { optional: false, written: undefined, origin: PROGRAM, holder })
}

export function configVisit({ entry, place }: ConfigItem, holder: Holder): Visit {
  return pathVisit(entry.path, place, { optional: entry.optional, written: entry, origin: entry.origin, holder })
}

/** A config by the path that an interpolation came to: Hydra takes all of it as relative to the group once more. */
export function resolvedVisit({ entry, place }: ConfigItem, path: string, holder: Holder): Visit {
  const { optional, origin } = entry
  const placed = placeConfig({ path, package: place.package }, holder)
  return pathVisit(path, placed, { optional, written: entry, origin, holder })
}

/** One option of a list: from here on a config by path. */
export function optionVisit({ entry, place }: GroupItem, name: string, origin: Origin, holder: Holder): Visit {
  const path = `${entry.group}/${name}`
  const placed = placeConfig({ path, package: place.package }, holder)
  return pathVisit(path, placed, { optional: entry.optional, written: entry, origin, holder })
}

export function groupVisit(item: GroupItem, name: string | null, origin: Origin, holder: Holder, rules: Rules): Visit {
  const { entry, place } = item
  // Only version base 1.1 lets the option into the package, and so into the key.
  const key = rules.legacy && name !== item.choice ? overrideKeyOf(place, name, rules) : item.key
  const configPath = `${place.group}/${name ?? 'null'}`
  const label = `${entry.group}: ${name ?? 'null'}`
  return { place, configPath, name, key, optional: entry.optional, label, written: entry, origin, holder }
}

function pathVisit(path: string, place: Place, from: Pick<Visit, 'optional' | 'written' | 'origin' | 'holder'>): Visit {
  return {
    place,
    configPath: configPathOf(path, place.within),
    name: nameOf(path),
    key: undefined,
    label: path,
    ...from,
  }
}

/** A visited config as the holder of its own list. */
export function holderOf({ place, configPath, holder }: Visit, pkg: string): Holder {
  const { depth, interpolated } = holder ?? VIRTUAL_ROOT
  return {
    group: place.group,
    package: pkg,
    configPath,
    base: place.within.group,
    depth: depth + 1,
    interpolated,
    holder,
  }
}

/** The includes that lead in a circle, from one config back to itself; undefined when they lead in none. */
export function cycleTo(last: Holder): string[] | undefined {
  const cycle = [last.configPath]
  for (let at = last.holder; at !== undefined; at = at.holder) {
    cycle.push(at.configPath)
    if (at.configPath === last.configPath) return cycle.reverse()
  }
  return undefined
}
