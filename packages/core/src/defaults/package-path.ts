import type { ConfigEntry, GroupEntry } from '../library/document.js'
import type { VersionRules } from '../library/version-rules.js'

/** Where the entries of a defaults list stand: what their relative groups and packages are relative to. */
export interface EntryParent {
  /** The group path of the config that holds the list. */
  readonly group: string
  /** The package of that config. */
  readonly package: string
}

export const ROOT: EntryParent = { group: '', package: '' }

/** An entry that knows where it stands, but not yet which config it will be. */
export interface EntryLocation {
  readonly within: EntryParent
  /** The absolute group: of a group entry its group, of a config by path its folder. */
  readonly group: string
  /** The group as written, without the leading `/`: the package that a relative entry gets by default. */
  readonly relative: string
  /** The package the entry asks for, `_here_` and `_group_` replaced; undefined: none. */
  readonly package: string | undefined
}

export function locateGroup(
  { group, package: pkg }: Pick<GroupEntry, 'group' | 'package'>,
  within: EntryParent,
  rules: VersionRules,
): EntryLocation {
  const relative = withoutSlash(group)
  const absolute = group.startsWith('/') ? relative : joined(within.group, relative, '/')
  return { within, group: absolute, relative, package: asked(pkg, absolute, rules) }
}

export function locateConfig(
  { path, package: pkg }: Pick<ConfigEntry, 'path' | 'package'>,
  within: EntryParent,
  rules: VersionRules,
): EntryLocation {
  const relative = folderOf(withoutSlash(path))
  const absolute = path.startsWith('/') ? relative : joined(within.group, relative, '/')
  return { within, group: absolute, relative, package: asked(pkg, absolute, rules) }
}

/** The absolute path of a config by path. */
export function configPathOf(path: string, within: EntryParent): string {
  if (path.startsWith('/')) return path.slice(1)
  return within.group === '' ? path : `${within.group}/${path}`
}

/**
 * The package a config lands in: what the entry asks for, else what the config's header asks for, else its group;
 * inside the package of the config that holds the list, unless a `_global_` in it starts over.
 */
export function packageOf(
  place: EntryLocation,
  header: string | undefined,
  name: string | null,
  rules: VersionRules,
): string {
  let pkg = place.package ?? header ?? dotted(place.relative)
  // Which name is known only after the choice, and then no `_name_` is left.
  if (rules.legacy && name !== null) pkg = pkg.replaceAll('_name_', name)
  const whole = joined(place.within.package, pkg, '.')
  const global = whole.lastIndexOf('_global_')
  return global === -1 ? whole : whole.slice(global + '_global_'.length + 1)
}

/** What an override names a group entry by: its group, and its package where that is not the group's own. */
export function overrideKeyOf(place: EntryLocation, name: string | null, rules: VersionRules): string {
  const pkg = packageOf(place, undefined, name, rules)
  if (pkg === dotted(place.group)) return place.group
  return `${place.group}@${pkg === '' ? '_global_' : pkg}`
}

/** A header's package, made absolute as headers are; undefined where it says nothing. */
export function headerPackage(
  header: string | undefined,
  place: EntryLocation,
  rules: VersionRules,
): string | undefined {
  if (header === undefined || (rules.legacy && header === '_group_')) return undefined
  const absolute = header === '' || header === '_global_' ? '_global_' : `_global_.${withoutGlobal(header)}`
  return rules.legacy ? absolute.replaceAll('_group_', dotted(place.group)) : absolute
}

/** The last name of a config path. */
export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}

function asked(pkg: string | undefined, group: string, rules: VersionRules): string | undefined {
  if (pkg === '_here_') return ''
  if (pkg === undefined || !pkg.includes('_group_')) return pkg
  if (rules.dialect.defaults.leadsWithGroup) {
    const [lead, ...rest] = pkg.split('.')
    return lead === '_group_' ? `_global_.${joined(dotted(group), rest.join('.'), '.')}` : pkg
  }
  return `_global_.${pkg.replaceAll('_group_', dotted(group))}`
}

function folderOf(path: string): string {
  return path.slice(0, Math.max(path.lastIndexOf('/'), 0))
}

function joined(a: string, b: string, by: string): string {
  if (a === '') return b
  return b === '' ? a : `${a}${by}${b}`
}

const dotted = (group: string): string => (group.includes('/') ? group.replaceAll('/', '.') : group)
const withoutSlash = (path: string): string => (path.startsWith('/') ? path.slice(1) : path)
const withoutGlobal = (header: string): string =>
  header.startsWith('_global_.') ? header.slice('_global_.'.length) : header
