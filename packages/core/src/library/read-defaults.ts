import { resolveAt } from '../interpolation/dereference.js'
import {
  defaultsNotAList,
  groupNotText,
  listedOptionNotText,
  noGroup,
  oldNameKeyword,
  oldOptional,
  optionalOverride,
  optionNotText,
  packagedSelf,
  tooManyKeys,
  unknownEntry,
  unknownKeyword,
} from '../messages/library.js'
import { kindWords } from '../messages/type-words.js'
import { raise } from '../text/errors.js'
import type { Origin } from '../text/source.js'
import { keyOf } from '../value/constructors.js'
import type { MapValue, Value } from '../value/value.js'
import type { ConfigEntry, DefaultsEntry, GroupChoice, GroupEntry, SelfEntry } from './document.js'
import type { VersionRules } from './version-rules.js'

/** The config a defaults list stands in. */
export interface FoundIn {
  readonly config: string
  readonly whole: MapValue
  readonly rules: VersionRules
  readonly warn: (text: string) => void
}

/** The entries of a `defaults` key; undefined where it is `???`. Mirrors `ConfigRepository._create_defaults_list`. */
export function readDefaults(written: Value, within: FoundIn): readonly DefaultsEntry[] | undefined {
  if (written.kind === 'missing') return undefined
  const value = written.kind === 'interpolation' ? resolveAt(within.whole, ['defaults'])! : written
  if (value.kind !== 'list') {
    const complaint = defaultsNotAList(within.config, described(value))
    const { refusesNoListAsComposition } = within.rules.dialect.defaults
    const type = refusesNoListAsComposition ? 'ConfigCompositionException' : complaint.type
    throw raise({ ...complaint, type }, written.origin)
  }
  return value.items.map((item) => readEntry(item, within))
}

function readEntry(item: Value, within: FoundIn): DefaultsEntry {
  if (item.kind === 'map') return readGroup(item, within)
  if (isText(item)) return readConfig(item.value, item.origin, within)
  throw raise(unknownEntry(within.config, described(item)), item.origin)
}

//   - db/mysql@source:target
//     ^^^^^^^^ ^^^^^^ ^^^^^^ read over: Hydra takes a rename, and does nothing with it
function readConfig(text: string, origin: Origin, within: FoundIn): ConfigEntry | SelfEntry {
  const [path, pkg] = splitPackage(text)
  warnOfName(pkg, within)
  if (path !== '_self_') return { kind: 'config', path, package: pkg, optional: false, origin }
  if (pkg !== undefined) throw raise(packagedSelf(within.config), origin)
  return { kind: 'self', origin }
}

//   - optional override db/engine@source: mysql
//     ^^^^^^^^ ^^^^^^^^ words before the group; one that is not known ends the keywords
function readGroup(item: MapValue, within: FoundIn): GroupEntry {
  const { config, rules } = within
  const ids = [...item.items.keys()]
  const hasOldOptional = rules.legacy && ids.length > 1 && item.items.has('optional')
  const groups = hasOldOptional ? ids.filter((id) => id !== 'optional') : ids
  const id = groups[0]
  if (id === undefined) throw raise(noGroup(config), item.origin)
  if (groups.length > 1) throw raise(tooManyKeys(config, ids.map(String)), item.origin)
  const key = keyOf(item, id)
  if (typeof key !== 'string') throw raise(groupNotText(config, String(id)), item.origin)

  const [words, pkg] = splitPackage(key)
  const { refusesUnknownKeywords } = rules.dialect.defaults
  const {
    group: named,
    override,
    optional,
    unknown,
  } = splitKeywords(refusesUnknownKeywords ? words.split(/\s+/).filter((word) => word !== '') : words.split(' '))
  if (refusesUnknownKeywords) {
    if (unknown !== undefined) throw raise(unknownKeyword(config, unknown), item.origin)
    if (override && optional) throw raise(optionalOverride(config, named), item.origin)
  }
  const { group, choice, shorthand } = grouped(named, readChoice(item.items.get(id)!, named, config), rules)
  if (group === '') throw raise(noGroup(config), item.origin)
  warnOfName(pkg, within)
  const flag = hasOldOptional ? item.items.get('optional') : undefined
  if (flag !== undefined && flag.kind !== 'null') within.warn(oldOptional(config, key))
  return {
    kind: 'group',
    group,
    shorthand,
    package: pkg,
    choice,
    override,
    optional: optional || (flag !== undefined && isTruthy(flag)),
    origin: item.origin,
  }
}

function readChoice(value: Value, group: string, config: string): GroupChoice {
  const { origin } = value
  switch (value.kind) {
    case 'str':
      return { kind: 'option', name: value.value, origin }
    case 'null':
      return { kind: 'none', origin }
    case 'missing':
      return { kind: 'missing', origin }
    case 'interpolation':
      return { kind: 'interpolated', text: value.value, value, origin }
    case 'list':
      return { kind: 'options', names: value.items.map((item) => readOption(item, group, config)), origin }
    default:
      throw raise(optionNotText(config, group, described(value), writtenText(value)), origin)
  }
}

/** A scalar as it stands in the file, where it does: `on`, `012`. */
function writtenText(value: Value): string {
  const { source, start, end } = value.origin
  const text = source.text.slice(start, end)
  return value.kind !== 'map' && source.kind === 'file' && /^[\w.+-]+$/.test(text) ? text : '1'
}

function readOption(item: Value, group: string, config: string): string {
  if (!isText(item)) throw raise(listedOptionNotText(config, group, described(item)), item.origin)
  return item.value
}

function splitPackage(text: string): [name: string, pkg: string | undefined] {
  const at = text.indexOf('@')
  if (at === -1) return [text, undefined]
  const rename = text.indexOf(':', at)
  return [text.slice(0, at), text.slice(at + 1, rename === -1 ? undefined : rename)]
}

/** `foo: bar/baz` is in dialect 1.4 `foo/bar: baz`. */
export function grouped(
  group: string,
  choice: GroupChoice,
  { dialect }: VersionRules,
): Pick<GroupEntry, 'group' | 'choice' | 'shorthand'> {
  if (choice.kind !== 'option' || !dialect.defaults.optionNamesGroup) return { group, choice, shorthand: undefined }
  const slash = choice.name.lastIndexOf('/')
  const folder = choice.name.slice(0, Math.max(slash, 0))
  if (slash < 0 || folder.split('/').includes('..')) return { group, choice, shorthand: undefined }
  const option = { ...choice, name: choice.name.slice(slash + 1) }
  return { group: `${group}/${folder}`, choice: option, shorthand: folder }
}

function splitKeywords(words: string[]): { group: string; override: boolean; optional: boolean; unknown?: string } {
  const group = words.pop() ?? ''
  let override = false
  let optional = false
  for (const word of words) {
    if (word === 'override') override = true
    else if (word === 'optional') optional = true
    else return { group, override, optional, unknown: word }
  }
  return { group, override, optional }
}

function warnOfName(pkg: string | undefined, { config, rules, warn }: FoundIn): void {
  if (rules.legacy && pkg?.includes('_name_')) warn(oldNameKeyword(config))
}

function isText(value: Value): value is Value & { readonly value: string } {
  return value.kind === 'str' || value.kind === 'missing' || value.kind === 'interpolation'
}

/** As Python asks a value whether it is true. */
function isTruthy(value: Value): boolean {
  switch (value.kind) {
    case 'null':
      return false
    case 'map':
      return value.items.size > 0
    case 'list':
    case 'bytes':
      return (value.kind === 'list' ? value.items : value.value).length > 0
    default:
      return Boolean(value.value)
  }
}

/** What an entry is that cannot be one, in words. */
function described(value: Value): string {
  switch (value.kind) {
    case 'null':
      return 'empty'
    case 'int':
    case 'float':
    case 'bool':
      return `${kindWords(value.kind).replace(/^an? /, 'the ')} ${value.value}`
    default:
      return kindWords(value.kind)
  }
}
