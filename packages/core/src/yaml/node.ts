import { bareMergeKey, bareValueKey, contentExpected } from '../messages/yaml.js'
import { list, mapOf } from '../value/constructors.js'
import type { Value } from '../value/value.js'
import { COLON, DASH, isBlank, NUL, QUESTION, table } from './characters.js'
import { OUTSIDE } from './cursor.js'
import type { Anchor, DocumentReader } from './document-reader.js'
import type { Mapping } from './mapping.js'
import { type ReadKey, valueKey } from './mapping-keys.js'
import { scanName, scanTag } from './properties.js'
import { asValue, type RawValue } from './raw-value.js'
import { plainValue, stringValue } from './scalar-values.js'
import { taggedList, taggedMap, taggedScalar } from './tags.js'

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
export function readPropertiesOnLine(reader: DocumentReader): Properties | undefined {
  const { lineStart } = reader
  let properties: Properties | undefined
  while (reader.lineStart === lineStart) {
    const more = readProperty(reader, properties)
    if (more === undefined) break
    properties = more
    reader.toNextToken()
  }
  return properties
}

/** Reads the property at the cursor into those before it; undefined when there is none, or already one of its kind. */
export function readProperty(reader: DocumentReader, before: Properties | undefined): Properties | undefined {
  const start = reader.pos
  const code = reader.text.charCodeAt(start)
  if (code === AMPERSAND && before?.anchor === undefined) {
    const name = scanName(reader, 'anchor')
    return { tag: before?.tag, anchor: reader.anchor(name, start), end: reader.pos }
  }
  if (code === EXCLAMATION && before?.tag === undefined) {
    return { tag: scanTag(reader, reader.handles), anchor: before?.anchor, end: reader.pos }
  }
  return undefined
}

const AMPERSAND = 38
const EXCLAMATION = 33

/** The properties of one value that stand on several lines: each kind at most once. */
export function joined(
  reader: DocumentReader,
  above: Properties | undefined,
  own: Properties | undefined,
): Properties | undefined {
  if (above === undefined || own === undefined) return above ?? own
  const isTwice =
    (above.anchor !== undefined && own.anchor !== undefined) || (above.tag !== undefined && own.tag !== undefined)
  if (isTwice) throw noContent(reader)
  return { tag: above.tag ?? own.tag, anchor: above.anchor ?? own.anchor, end: own.end }
}

/** The value of the alias at the cursor, which is left behind it. */
export function readAlias(reader: DocumentReader, role: Role): Value {
  const start = reader.pos
  const name = scanName(reader, 'alias')
  const anchor = reader.alias(name, start)
  if (role === 'merged' && anchor.isMerging) return mapOf(new Map(), undefined, reader.origin(start, reader.pos))
  if (anchor.value === undefined) {
    const error = reader.recursive(name, start)
    if (role !== 'value' || reader.purpose === 'anything') throw error
    // What contains itself is good YAML: what else is wrong with the document is told first.
    reader.holdsRaw = true
    return asValue({ kind: 'malformed', value: name, error, origin: reader.origin(start, reader.pos) })
  }
  if (role === 'merged' && anchor.entries !== undefined) return anchor.entries
  if (role !== 'merged' && anchor.refusal !== undefined) throw anchor.refusal
  return role === 'key' ? anchor.value : refuseIndicator(reader, anchor.value)
}

/** A value that was read as a key might be, and is none. */
export function refuseIndicator(reader: DocumentReader, value: RawValue): Value {
  if (value.kind !== 'merge' && value.kind !== 'default') return asValue(value)
  const { start, end } = value.origin
  throw reader.refuse(value.kind === 'merge' ? bareMergeKey() : bareValueKey(), start, end)
}

/** The value of a quoted or block scalar. */
export function textNode(
  reader: DocumentReader,
  properties: Properties | undefined,
  role: Role,
  text: string,
  start: number,
  end: number,
): Value {
  if (properties === undefined) return stringValue(reader, text, start, end)
  const { tag } = properties
  if (tag === undefined) return named(properties, stringValue(reader, text, start, end))
  return named(properties, taggedScalar(reader, tag, role, text, start, end))
}

/** The value of a plain scalar. */
export function plainNode(
  reader: DocumentReader,
  properties: Properties | undefined,
  role: Role,
  text: string,
  start: number,
  end: number,
): Value {
  if (properties === undefined) return plainValue(reader, role, text, start, end)
  const { tag } = properties
  if (tag === undefined) return named(properties, plainValue(reader, role, text, start, end))
  return named(properties, taggedScalar(reader, tag, role, text, start, end))
}

/** The value where nothing is written: null, or what its tag makes of an empty text. */
export function emptyNode(reader: DocumentReader, properties: Properties | undefined, role: Role, at: number): Value {
  return plainNode(reader, properties, role, '', at, at)
}

export function listNode(
  reader: DocumentReader,
  properties: Properties | undefined,
  role: Role,
  items: readonly Value[],
  start: number,
  end: number,
): Value {
  const of = list(items, reader.origin(start, end))
  if (properties === undefined) return of
  return named(
    properties,
    role === 'merged' || properties.tag === undefined ? of : taggedList(reader, properties.tag, of),
  )
}

export function mapNode(
  reader: DocumentReader,
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
  return named(properties, tag === undefined ? of : taggedMap(reader, tag, of, mapping.defaultText))
}

function named(properties: Properties, value: Value): Value {
  if (properties.anchor !== undefined) properties.anchor.value = value
  return value
}

/** The key that a value read in its place is. */
export function keyNode(reader: DocumentReader, value: Value, start: number): ReadKey {
  return valueKey(reader, value, start, reader.pos)
}

/** An indicator that a blank follows: `- `, `? `, `: `. */
export function isIndicator(reader: DocumentReader, code: number): boolean {
  return reader.text.charCodeAt(reader.pos) === code && isBlank(reader.text.charCodeAt(reader.pos + 1))
}

/** Whether the character at the cursor can start a plain scalar. */
export function startsPlain(reader: DocumentReader): boolean {
  const code = reader.text.charCodeAt(reader.pos)
  if (code >= 128 ? !isBlank(code) : STARTS_NO_PLAIN[code] === 0) return true
  const isLoose = code === DASH || (reader.flowDepth === 0 && (code === QUESTION || code === COLON))
  return isLoose && !isBlank(reader.text.charCodeAt(reader.pos + 1))
}

const STARTS_NO_PLAIN = table('\0 \t\r\n-?:,[]{}#&*!|>\'"%@`')

/**
 * Whether what started at `start`, on the line that starts at `lineStart`, can be a key of the `:` at the cursor:
 * a simple key stands on one line, within 1024 characters.
 */
export function isSimpleKey(reader: DocumentReader, start: number, lineStart: number): boolean {
  if (reader.lineStart !== lineStart) return false
  const units = reader.pos - start
  if (units <= MOST_KEY_CHARACTERS) return true
  return units <= 2 * MOST_KEY_CHARACTERS && [...reader.text.slice(start, reader.pos)].length <= MOST_KEY_CHARACTERS
}

const MOST_KEY_CHARACTERS = 1024

/** What stands at the cursor, for messages. */
export function found(reader: DocumentReader): string {
  if (reader.text.charCodeAt(reader.pos) === NUL) return 'the end of the text'
  if (reader.column === OUTSIDE) return `"${reader.text.slice(reader.pos, reader.pos + 3)}"`
  const char = String.fromCodePoint(reader.text.codePointAt(reader.pos)!)
  return char === '"' ? `'"'` : `"${char}"`
}

export const noContent = (reader: DocumentReader) => reader.refuse(contentExpected(found(reader)))
