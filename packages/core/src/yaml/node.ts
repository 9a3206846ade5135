import { bareMergeKey, bareValueKey, contentExpected } from '../messages/yaml.js'
import { list, mapOf } from '../value/make.js'
import type { Value } from '../value/value.js'
import { COLON, DASH, isBlank, NUL, QUESTION, table } from './characters.js'
import { OUTSIDE } from './cursor.js'
import { type ReadKey, valueKey } from './keys.js'
import type { Mapping } from './mapping.js'
import { scanName, scanTag } from './properties.js'
import { asValue, type RawValue } from './raw.js'
import type { Anchor, Reading } from './reading.js'
import { taggedList, taggedMap, taggedScalar } from './tags.js'
import { plainValue, stringValue } from './values.js'

/** `&anchor` and `!tag` before a value, in either order, each at most once. */
export interface Properties {
  readonly tag: string | undefined
  readonly anchor: Anchor | undefined
  /** Where the last of them ends. */
  readonly end: number
}

/**
 * What becomes of a value: it stands in the config, is a key, or is what `<<` merges. Of the latter only the entries
 * count, so neither its tag nor a key given twice is looked at.
 */
export type Role = 'value' | 'key' | 'merged'

/** The properties at the cursor, up to what follows them on this line or on another one. */
export function readPropertiesOnLine(reading: Reading): Properties | undefined {
  const { lineStart } = reading
  let properties: Properties | undefined
  while (reading.lineStart === lineStart) {
    const more = readProperty(reading, properties)
    if (more === undefined) break
    properties = more
    reading.toNextToken()
  }
  return properties
}

/** Reads the property at the cursor into those before it; undefined when there is none, or already one of its kind. */
export function readProperty(reading: Reading, before: Properties | undefined): Properties | undefined {
  const start = reading.pos
  const code = reading.text.charCodeAt(start)
  if (code === AMPERSAND && before?.anchor === undefined) {
    const name = scanName(reading, 'anchor')
    return { tag: before?.tag, anchor: reading.anchor(name, start), end: reading.pos }
  }
  if (code === EXCLAMATION && before?.tag === undefined) {
    return { tag: scanTag(reading, reading.handles), anchor: before?.anchor, end: reading.pos }
  }
  return undefined
}

const AMPERSAND = 38
const EXCLAMATION = 33

/** The properties of one value that stand on several lines: each kind at most once. */
export function joined(
  reading: Reading,
  above: Properties | undefined,
  own: Properties | undefined,
): Properties | undefined {
  if (above === undefined || own === undefined) return above ?? own
  const isTwice =
    (above.anchor !== undefined && own.anchor !== undefined) || (above.tag !== undefined && own.tag !== undefined)
  if (isTwice) throw noContent(reading)
  return { tag: above.tag ?? own.tag, anchor: above.anchor ?? own.anchor, end: own.end }
}

/** The value of the alias at the cursor, which is left behind it. */
export function readAlias(reading: Reading, role: Role): Value {
  const start = reading.pos
  const name = scanName(reading, 'alias')
  const anchor = reading.alias(name, start)
  if (role === 'merged' && anchor.isMerging) return mapOf(new Map(), undefined, reading.origin(start, reading.pos))
  if (anchor.value === undefined) {
    const error = reading.recursive(name, start)
    if (role !== 'value' || reading.purpose === 'anything') throw error
    // What contains itself is good YAML: what else is wrong with the document is told first.
    reading.holdsRaw = true
    return asValue({ kind: 'malformed', value: name, error, origin: reading.origin(start, reading.pos) })
  }
  if (role === 'merged' && anchor.entries !== undefined) return anchor.entries
  if (role !== 'merged' && anchor.refusal !== undefined) throw anchor.refusal
  return role === 'key' ? anchor.value : refuseIndicator(reading, anchor.value)
}

/** A value that was read as a key might be, and is none. */
export function refuseIndicator(reading: Reading, value: RawValue): Value {
  if (value.kind !== 'merge' && value.kind !== 'default') return asValue(value)
  const { start, end } = value.origin
  throw reading.refuse(value.kind === 'merge' ? bareMergeKey() : bareValueKey(), start, end)
}

/** The value of a quoted or block scalar. */
export function textNode(
  reading: Reading,
  properties: Properties | undefined,
  role: Role,
  text: string,
  start: number,
  end: number,
): Value {
  if (properties === undefined) return stringValue(reading, text, start, end)
  const { tag } = properties
  if (tag === undefined) return named(properties, stringValue(reading, text, start, end))
  return named(properties, taggedScalar(reading, tag, role, text, start, end))
}

/** The value of a plain scalar. */
export function plainNode(
  reading: Reading,
  properties: Properties | undefined,
  role: Role,
  text: string,
  start: number,
  end: number,
): Value {
  if (properties === undefined) return plainValue(reading, role, text, start, end)
  const { tag } = properties
  if (tag === undefined) return named(properties, plainValue(reading, role, text, start, end))
  return named(properties, taggedScalar(reading, tag, role, text, start, end))
}

/** The value where nothing is written: null, or what its tag makes of an empty text. */
export function emptyNode(reading: Reading, properties: Properties | undefined, role: Role, at: number): Value {
  return plainNode(reading, properties, role, '', at, at)
}

export function listNode(
  reading: Reading,
  properties: Properties | undefined,
  role: Role,
  items: readonly Value[],
  start: number,
  end: number,
): Value {
  const of = list(items, reading.origin(start, end))
  if (properties === undefined) return of
  return named(
    properties,
    role === 'merged' || properties.tag === undefined ? of : taggedList(reading, properties.tag, of),
  )
}

export function mapNode(
  reading: Reading,
  properties: Properties | undefined,
  role: Role,
  mapping: Mapping,
  start: number,
  end: number,
): Value {
  if (mapping.duplicate !== undefined && role !== 'merged') throw mapping.duplicate
  const of = mapping.value(start, end)
  if (properties === undefined) return of
  const { tag, anchor } = properties
  if (anchor !== undefined) anchor.entries = of
  if (role === 'merged') {
    if (anchor !== undefined) anchor.refusal = mapping.duplicate
    return named(properties, of)
  }
  return named(properties, tag === undefined ? of : taggedMap(reading, tag, of, mapping.defaultText))
}

function named(properties: Properties, value: Value): Value {
  if (properties.anchor !== undefined) properties.anchor.value = value
  return value
}

/** The key that a value read in its place is. */
export function keyNode(reading: Reading, value: Value, start: number): ReadKey {
  return valueKey(reading, value, start, reading.pos)
}

/** An indicator that a blank follows: `- `, `? `, `: `. */
export function isIndicator(reading: Reading, code: number): boolean {
  return reading.text.charCodeAt(reading.pos) === code && isBlank(reading.text.charCodeAt(reading.pos + 1))
}

/** Whether the character at the cursor can start a plain scalar. */
export function startsPlain(reading: Reading): boolean {
  const code = reading.text.charCodeAt(reading.pos)
  if (code >= 128 ? !isBlank(code) : STARTS_NO_PLAIN[code] === 0) return true
  const isLoose = code === DASH || (reading.flowDepth === 0 && (code === QUESTION || code === COLON))
  return isLoose && !isBlank(reading.text.charCodeAt(reading.pos + 1))
}

const STARTS_NO_PLAIN = table('\0 \t\r\n-?:,[]{}#&*!|>\'"%@`')

/**
 * Whether what started at `start`, on the line that starts at `lineStart`, can be a key of the `:` at the cursor:
 * a simple key stands on one line, within 1024 characters.
 */
export function isSimpleKey(reading: Reading, start: number, lineStart: number): boolean {
  if (reading.lineStart !== lineStart) return false
  const units = reading.pos - start
  if (units <= MOST_KEY_CHARACTERS) return true
  return units <= 2 * MOST_KEY_CHARACTERS && [...reading.text.slice(start, reading.pos)].length <= MOST_KEY_CHARACTERS
}

const MOST_KEY_CHARACTERS = 1024

/** What stands at the cursor, for messages. */
export function found(reading: Reading): string {
  if (reading.text.charCodeAt(reading.pos) === NUL) return 'the end of the text'
  if (reading.column === OUTSIDE) return `"${reading.text.slice(reading.pos, reading.pos + 3)}"`
  const char = String.fromCodePoint(reading.text.codePointAt(reading.pos)!)
  return char === '"' ? `'"'` : `"${char}"`
}

export const noContent = (reading: Reading) => reading.refuse(contentExpected(found(reading)))
