import type { DefaultsEntry } from '../library/document.js'
import type { VersionRules } from '../library/version-rules.js'
import { type Origin, PROGRAM } from '../text/source.js'
import type { Deferred } from './deferred-choices.js'
import { type LocatedConfig, type LocatedGroup, regrouped } from './entries-of-config.js'
import { type HoldingConfig, VIRTUAL_ROOT } from './holding-config.js'
import { configPathOf, type EntryLocation, locateConfig, nameOf, overrideKeyOf, ROOT } from './package-path.js'
import { refusePath } from './refuse-paths.js'

/** A config about to be visited: which one, and where it stands. */
export interface Visit {
  readonly place: EntryLocation
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
  readonly holder: HoldingConfig | undefined
}

/** An option, and where it was named. */
export interface NamedOption<Name extends string | null> {
  readonly name: Name
  readonly origin: Origin
}

/** A config that no list names: the primary config, or Hydra's own. */
export function rootVisit(path: string, holder: HoldingConfig | undefined, rules: VersionRules): Visit {
  const place = locateConfig({ path, package: undefined }, ROOT, rules)
  return pathVisit(path, place, { optional: false, written: undefined, origin: PROGRAM, holder })
}

export function configVisit({ entry, place }: LocatedConfig, holder: HoldingConfig): Visit {
  return pathVisit(entry.path, place, { optional: entry.optional, written: entry, origin: entry.origin, holder })
}

/** A config by the path that an interpolation came to: Hydra 1.3 takes all of it as relative to the group once more. */
function resolvedVisit(
  { entry, place }: LocatedConfig,
  path: string,
  holder: HoldingConfig,
  rules: VersionRules,
): Visit {
  const { optional, origin } = entry
  const pkg = rules.dialect.defaults.rereadsResolvedPaths ? entry.package : place.package
  const placed = locateConfig({ path, package: pkg }, holder, rules)
  return pathVisit(path, placed, { optional, written: entry, origin, holder })
}

/** One option of a list: from here on a config by path. */
export function optionVisit(
  { entry, place }: LocatedGroup,
  { name, origin }: NamedOption<string>,
  holder: HoldingConfig,
  rules: VersionRules,
): Visit {
  const path = `${entry.group}/${name}`
  const pkg = rules.dialect.defaults.leadsWithGroup ? entry.package : place.package
  const placed = locateConfig({ path, package: pkg }, place.within, rules)
  return pathVisit(path, placed, { optional: entry.optional, written: entry, origin, holder })
}

export function groupVisit(
  item: LocatedGroup,
  { name, origin }: NamedOption<string | null>,
  holder: HoldingConfig,
  rules: VersionRules,
): Visit {
  const { entry, place } = item
  // Only version base 1.1 lets the option into the package, and so into the key.
  const key = rules.legacy && name !== item.choice ? overrideKeyOf(place, name, rules) : item.key
  const configPath = `${place.group}/${name ?? 'null'}`
  const label = `${entry.group}: ${name ?? 'null'}`
  return { place, configPath, name, key, optional: entry.optional, label, written: entry, origin, holder }
}

/** What an entry came to whose choice or path is an interpolation. */
export function deferredVisit(
  item: Deferred['item'],
  { name, origin }: NamedOption<string>,
  holder: HoldingConfig,
  rules: VersionRules,
): Visit {
  if (rules.dialect.defaults.refusesParentFolders) {
    refusePath(item.kind === 'group' ? 'option' : 'config', name, holder.configPath, origin)
  }
  if (item.kind === 'config') return resolvedVisit(item, name, holder, rules)
  const namesGroup = rules.dialect.defaults.optionNamesGroup && name.includes('/')
  if (!namesGroup) return groupVisit(item, { name, origin }, holder, rules)
  const meant = regrouped(item, name, rules)
  return groupVisit(meant, { name: meant.choice as string, origin }, holder, rules)
}

function pathVisit(
  path: string,
  place: EntryLocation,
  from: Pick<Visit, 'optional' | 'written' | 'origin' | 'holder'>,
): Visit {
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
export function holderOf(it: Visit, pkg: string): HoldingConfig {
  const { place, configPath, holder } = it
  const { depth, interpolated } = holder ?? VIRTUAL_ROOT
  return {
    group: place.group,
    groupBefore: groupBefore(it),
    package: pkg,
    configPath,
    base: place.within.group,
    depth: depth + 1,
    interpolated,
    holder,
  }
}

function groupBefore(it: Visit): string {
  const { place, written } = it
  const shorthand = written?.kind === 'group' ? written.shorthand : undefined
  return pathBefore(it, shorthand === undefined ? place.group : place.group.slice(0, -shorthand.length - 1))
}

/** A path below the group of the holder as Hydra 1.3 reads it: see `HoldingConfig.groupBefore`. */
export function pathBefore({ holder, written }: Visit, path: string): string {
  const isAbsolute =
    written?.kind === 'group'
      ? written.group.startsWith('/')
      : written?.kind === 'config' && written.path.startsWith('/')
  if (holder === undefined || holder.groupBefore === holder.group || isAbsolute) return path
  return path.startsWith(holder.group) ? holder.groupBefore + path.slice(holder.group.length) : path
}

/** The includes that lead in a circle, from one config back to itself; undefined when they lead in none. */
export function cycleTo(last: HoldingConfig): string[] | undefined {
  const cycle = [last.configPath]
  for (let at = last.holder; at !== undefined; at = at.holder) {
    cycle.push(at.configPath)
    if (at.configPath === last.configPath) return cycle.reverse()
  }
  return undefined
}
