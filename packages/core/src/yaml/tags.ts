import { notA, tagNeeds, tagUnknown } from '../messages/yaml.js'
import type { Origin } from '../text/source.js'
import { bool, bytes, float, int, list, nullValue, path } from '../value/constructors.js'
import type { ListValue, MapValue, Value } from '../value/value.js'
import { base64Bytes } from './base64.js'
import type { Composer } from './composer.js'
import { keyIndicator, plainValue, stringValue } from './construct-scalar.js'
import { keyValue } from './mapping-keys.js'
import type { Role } from './node-role.js'
import { posixPath } from './python-path.js'
import { asValue } from './raw-value.js'
import { yamlFloat, yamlInt } from './scalar-type.js'
import { YAML_TAG } from './scan-tag.js'

/**
 * Values with an explicit tag. The tags there are: `!!null !!bool !!int !!float !!str !!binary !!timestamp` on scalars,
 * `!!seq !!omap !!pairs` and pathlib's on lists, `!!map !!set` on maps; `!` means as if there were none.
 */

const PATH_TAGS: ReadonlySet<string> = new Set([
  `${YAML_TAG}python/object/apply:pathlib.Path`,
  `${YAML_TAG}python/object/apply:pathlib.PosixPath`,
])

/** The value of a scalar under a tag. With `!`, even a quoted text is read as if it were plain. */
export function taggedScalar(reader: Composer, tag: string, role: Role, text: string, origin: Origin): Value {
  const { start, end } = origin
  const refuse = (what: string) => reader.refuse(notA(what, text), start, end)
  switch (tag) {
    case '!':
      return plainValue(reader, role, text, origin)
    case `${YAML_TAG}str`:
      return stringValue(reader, text, origin)
    case `${YAML_TAG}null`:
      return nullValue(origin)
    case `${YAML_TAG}bool`: {
      const value = BOOLS.get(text.toLowerCase())
      if (value === undefined) throw refuse('a boolean')
      return bool(value, origin)
    }
    case `${YAML_TAG}int`: {
      const value = text === '' ? undefined : yamlInt(text)
      if (value === undefined) throw refuse('an integer')
      return int(value, origin)
    }
    case `${YAML_TAG}float`: {
      const value = text === '' ? undefined : yamlFloat(text)
      if (value === undefined) throw refuse('a number')
      return float(value, origin)
    }
    case `${YAML_TAG}binary`: {
      const value = base64Bytes(text)
      if (value === undefined) throw refuse('base64')
      return bytes(value, origin)
    }
    case `${YAML_TAG}timestamp`:
      if (!isTimestamp(text)) throw refuse('a date')
      reader.holdsRaw = true
      return asValue({ kind: 'date', value: text, origin })
    case `${YAML_TAG}merge`:
    case `${YAML_TAG}value`:
      if (role === 'key') return keyIndicator(reader, role, tag.endsWith('merge') ? 'merge' : 'default', text, origin)
      throw reader.refuse(tagUnknown(tag), start, end)
    default:
      if (LIST_TAGS.has(tag)) throw reader.refuse(tagNeeds(shortTag(tag), 'a list'), start, end)
      if (MAP_TAGS.has(tag)) throw reader.refuse(tagNeeds(shortTag(tag), 'a map'), start, end)
      throw reader.refuse(tagUnknown(tag), start, end)
  }
}

const BOOLS: ReadonlyMap<string, boolean> = new Map([
  ['yes', true],
  ['true', true],
  ['on', true],
  ['no', false],
  ['false', false],
  ['off', false],
])

const LIST_TAGS: ReadonlySet<string> = new Set([`${YAML_TAG}seq`, `${YAML_TAG}omap`, `${YAML_TAG}pairs`, ...PATH_TAGS])
const MAP_TAGS: ReadonlySet<string> = new Set([`${YAML_TAG}map`, `${YAML_TAG}set`])
const SCALAR_TAGS: ReadonlySet<string> = new Set(
  ['str', 'null', 'bool', 'int', 'float', 'binary', 'timestamp'].map((name) => YAML_TAG + name),
)

/** The value of a list under a tag. */
export function taggedList(reader: Composer, tag: string, of: ListValue): Value {
  const { start, end } = of.origin
  if (tag === '!' || tag === `${YAML_TAG}seq`) return of
  if (tag === `${YAML_TAG}omap` || tag === `${YAML_TAG}pairs`) {
    return list(
      of.items.map((item) => pair(reader, tag, item)),
      of.origin,
    )
  }
  if (PATH_TAGS.has(tag)) {
    const parts = of.items.map((item) => {
      if (!isText(item)) throw reader.refuse(tagNeeds(shortTag(tag), 'a list of texts'), start, end)
      return item.value
    })
    return path(posixPath(parts), of.origin)
  }
  if (MAP_TAGS.has(tag)) throw reader.refuse(tagNeeds(shortTag(tag), 'a map'), start, end)
  if (SCALAR_TAGS.has(tag)) throw reader.refuse(tagNeeds(shortTag(tag), 'a scalar'), start, end)
  throw reader.refuse(tagUnknown(tag), start, end)
}

/**
 * The value of a map under a tag. A map can stand for a scalar that its key `=` holds (`!!int {=: 1}`):
 * `defaultText` is that text.
 */
export function taggedMap(reader: Composer, tag: string, of: MapValue, defaultText: string | undefined): Value {
  const { start, end } = of.origin
  if (tag === '!' || tag === `${YAML_TAG}map`) return of
  if (tag === `${YAML_TAG}set`) {
    reader.holdsRaw = true
    return asValue({ kind: 'set', items: [...of.items.keys()].map((id) => keyValue(of, id)), origin: of.origin })
  }
  if (SCALAR_TAGS.has(tag)) {
    if (defaultText !== undefined) return taggedScalar(reader, tag, 'value', defaultText, of.origin)
    throw reader.refuse(tagNeeds(shortTag(tag), 'a scalar'), start, end)
  }
  if (LIST_TAGS.has(tag)) throw reader.refuse(tagNeeds(shortTag(tag), 'a list'), start, end)
  throw reader.refuse(tagUnknown(tag), start, end)
}

function pair(reader: Composer, tag: string, item: Value): Value {
  const { start, end } = item.origin
  if (item.kind !== 'map' || item.items.size !== 1) {
    throw reader.refuse(tagNeeds(shortTag(tag), 'a list of maps with one key each'), start, end)
  }
  const [[id, value]] = item.items as unknown as [[never, Value]]
  const items = [asValue(keyValue(item, id)), value]
  return reader.purpose === 'config' ? list(items, item.origin) : asValue({ kind: 'tuple', items, origin: item.origin })
}

function isText(value: Value): value is Value & { value: string } {
  return value.kind === 'str' || value.kind === 'missing' || value.kind === 'interpolation' || value.kind === 'path'
}

/** `!!int` for `tag:yaml.org,2002:int`. */
function shortTag(tag: string): string {
  return tag.startsWith(YAML_TAG) ? `!!${tag.slice(YAML_TAG.length)}` : tag
}

const TIMESTAMP =
  /^(\d{4})-(\d\d?)-(\d\d?)(?:(?:[Tt]|[ \t]+)(\d\d?):(\d\d):(\d\d)(?:\.\d*)?(?:[ \t]*(?:Z|[-+]\d\d?(?::\d\d)?))?)?$/

function isTimestamp(text: string): boolean {
  const match = TIMESTAMP.exec(text)
  if (match === null) return false
  const [year, month, day, hour, minute, second] = match.slice(1).map((part) => Number(part ?? 0)) as number[]
  const days = new Date(Date.UTC(year!, month!, 0)).getUTCDate()
  return (
    year! >= 1 && month! >= 1 && month! <= 12 && day! >= 1 && day! <= days && hour! < 24 && minute! < 60 && second! < 60
  )
}
