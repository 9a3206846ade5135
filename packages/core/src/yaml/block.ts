import {
  blockEnd,
  colonExpected,
  contentExpected,
  mappingKeyNotAllowed,
  mappingValueNotAllowed,
  noTokenStarts,
  sequenceEntryNotAllowed,
} from '../messages/yaml.js'
import type { HydraconfError } from '../text/errors.js'
import type { Value } from '../value/value.js'
import { scanBlockScalar } from './block-scalar.js'
import { COLON, DASH, DOUBLE_QUOTE, OPEN_BRACE, OPEN_BRACKET, QUESTION, SINGLE_QUOTE, TAB } from './characters.js'
import type { Composer } from './composer.js'
import { emptyNode, keyNode, listNode, mapNode, plainNode, readAlias, textNode } from './constructor.js'
import { readFlowCollection } from './flow.js'
import { found, isIndicator, isSimpleKey, startsPlain } from './indicators.js'
import { endOfKey, NONE, readValueLine } from './line-fast-path.js'
import { Mapping } from './mapping.js'
import { plainKey, type ReadKey, tokenKey } from './mapping-keys.js'
import { joined, type Properties, readPropertiesOnLine } from './node-properties.js'
import type { Role } from './node-role.js'
import { scanPlain } from './plain.js'
import { scanQuoted } from './quoted.js'

/** Behind a key, the `- ` of a list may stand in the column of the key. */
export type BlockPosition = 'behind-key' | 'in-list'

/**
 * Reads the value behind an indicator, in a block whose column is `indent`, and moves to the token after it.
 * What does not stand right of `indent` belongs to a block outside: then the value is empty.
 */
export function readBlockValue(reader: Composer, indent: number, place: BlockPosition, role: Role): Value {
  const end = reader.pos
  reader.toNextToken()
  return readValue(reader, indent, place, role, undefined) ?? emptyNode(reader, undefined, role, end)
}

/** The value at the cursor, given the properties that stand on lines above it; undefined where there is none. */
function readValue(
  reader: Composer,
  indent: number,
  place: BlockPosition,
  role: Role,
  above: Properties | undefined,
): Value | undefined {
  const { column } = reader
  if (column <= indent) {
    if (column === indent && place === 'behind-key' && isIndicator(reader, DASH)) {
      return readSequence(reader, column, role, above)
    }
    // PyYAML's one exception: the text of a block scalar is indented, so its `|` need not be.
    return column === indent && isBlockScalar(reader) ? readTextBlock(reader, indent, role, above) : undefined
  }
  if (reader.mayStartKey) {
    const colon = endOfKey(reader)
    if (colon !== NONE) return readMapping(reader, column, role, above, colon)
  }
  if (isIndicator(reader, DASH)) {
    if (!reader.mayStartKey) throw reader.refuse(sequenceEntryNotAllowed())
    return readSequence(reader, column, role, above)
  }
  if (isIndicator(reader, QUESTION)) {
    if (!reader.mayStartKey) throw reader.refuse(mappingKeyNotAllowed())
    return readMapping(reader, column, role, above, NONE)
  }

  const { pos: start, lineStart } = reader
  reader.keyStart = reader.mayStartKey ? start : NONE
  reader.keyLine = lineStart
  const own = readPropertiesOnLine(reader)
  if (own !== undefined && (reader.lineStart !== lineStart || reader.column <= indent)) {
    const properties = joined(reader, above, own)
    return readValue(reader, indent, place, role, properties) ?? emptyNode(reader, properties, role, own.end)
  }
  const content = readContent(reader, indent, role, above, own)
  if (content.kind === 'key-before-colon') return readMapping(reader, column, role, above, content)
  reader.toNextToken()
  return content
}

/** What stood where a value may stand, and turned out to be a key of a map: `:` is at the cursor. */
interface KeyBeforeColon {
  readonly kind: 'key-before-colon'
  readonly key: ReadKey
  readonly start: number
  readonly end: number
}

/**
 * Reads a scalar, an alias or a flow collection. Only what follows tells a value from the first key of a map:
 * then the properties on its own line are those of the key, and those above are those of the map.
 */
function readContent(
  reader: Composer,
  indent: number,
  role: Role,
  above: Properties | undefined,
  own: Properties | undefined,
): Value | KeyBeforeColon {
  const { text, pos: start } = reader
  const code = text.charCodeAt(start)
  if (startsPlain(reader)) {
    const plain = scanPlain(reader, indent + 1)
    const end = reader.pos
    if (isKey(reader)) {
      if (own === undefined) return keyBeforeColon(plainKey(reader, plain, start, end), start, end)
      return nodeBeforeColon(reader, plainNode(reader, own, 'key', plain, reader.origin(start, end)), end)
    }
    return plainNode(reader, joined(reader, above, own), role, plain, reader.origin(start, end))
  }
  if (code === SINGLE_QUOTE || code === DOUBLE_QUOTE) {
    const quoted = scanQuoted(reader)
    const end = reader.pos
    if (isKey(reader))
      return nodeBeforeColon(reader, textNode(reader, own, 'key', quoted, reader.origin(start, end)), end)
    return textNode(reader, joined(reader, above, own), role, quoted, reader.origin(start, end))
  }
  if (code === OPEN_BRACKET || code === OPEN_BRACE) {
    const value = readFlowCollection(reader, joined(reader, above, own), role)
    const end = reader.pos
    return isKey(reader) ? nodeBeforeColon(reader, value, end) : value
  }
  if (code === ASTERISK && own === undefined) {
    const value = readAlias(reader, role)
    const end = reader.pos
    if (isKey(reader)) return nodeBeforeColon(reader, value, end)
    if (above === undefined) return value
    throw reader.refuse(contentExpected('an alias'), start, end)
  }
  if (isBlockScalar(reader)) return scanTextBlock(reader, indent, role, joined(reader, above, own))
  if (own !== undefined && isKey(reader))
    return nodeBeforeColon(reader, emptyNode(reader, own, 'key', own.end), own.end)
  throw misplaced(reader)
}

function nodeBeforeColon(reader: Composer, value: Value, end: number): KeyBeforeColon {
  const start = reader.keyStart
  return keyBeforeColon(keyNode(reader, value, start), start, end)
}

function keyBeforeColon(key: ReadKey, start: number, end: number): KeyBeforeColon {
  return { kind: 'key-before-colon', key, start, end }
}

/** Moves over spaces and tells whether `: ` follows, which makes what was read a key, if it may be one. */
function isKey(reader: Composer): boolean {
  reader.skipBlanks()
  if (!isIndicator(reader, COLON)) {
    if (reader.rules.tabsSeparate) reader.mayStartKey = false
    return false
  }
  if (reader.keyStart === NONE || !isSimpleKey(reader, reader.keyStart, reader.keyLine)) {
    throw reader.refuse(mappingValueNotAllowed())
  }
  reader.mayStartKey = false
  return true
}

/** The entries of a list, whose first `-` is at the cursor, up to a token that is no `- ` in this column. */
function readSequence(reader: Composer, column: number, role: Role, properties: Properties | undefined): Value {
  const start = reader.pos
  const isIndentless = column <= reader.blockColumn
  const items: Value[] = []
  reader.enter(start)
  const outer = reader.blockColumn
  reader.blockColumn = column
  do {
    reader.pos++
    reader.mayStartKey = true
    items.push(readValueLine(reader, reader.pos, column) ?? readBlockValue(reader, column, 'in-list', role))
  } while (reader.column === column && isIndicator(reader, DASH))
  reader.blockColumn = outer
  reader.leave()
  if (!isIndentless && reader.column >= column) throw notTheEnd(reader, 'list')
  return listNode(reader, properties, role, items, reader.origin(start, endOfLast(items, start)))
}

/**
 * The entries of a map, up to a token left of them. Its first key was read, or is the short one at the cursor that ends at
 * `first`, or else, with NONE, a `? `.
 */
function readMapping(
  reader: Composer,
  column: number,
  role: Role,
  properties: Properties | undefined,
  first: KeyBeforeColon | number,
): Value {
  const start = typeof first === 'number' ? reader.pos : first.start
  const mapping = new Mapping(reader, properties?.anchor, role)
  reader.enter(start)
  const outer = reader.blockColumn
  reader.blockColumn = column
  let last =
    typeof first === 'number' ? readEntry(reader, column, mapping, first) : readValueOf(reader, column, mapping, first)
  while (reader.column === column) last = readEntry(reader, column, mapping, endOfKey(reader))
  reader.blockColumn = outer
  reader.leave()
  if (reader.column > column) throw notTheEnd(reader, 'map')
  return mapNode(reader, properties, role, mapping, reader.origin(start, last.origin.end))
}

/**
 * `key: value` or `? key`, and then perhaps `: value`. Gives the value.
 * `colon` is where the short plain key at the cursor ends, if there is one.
 */
function readEntry(reader: Composer, column: number, mapping: Mapping, colon: number): Value {
  const start = reader.pos
  if (colon !== NONE) {
    const key = tokenKey(reader, start, colon)
    reader.pos = colon + 1
    reader.mayStartKey = false
    const value = readValueLine(reader, reader.pos, column) ?? readBlockValue(reader, column, 'behind-key', 'value')
    mapping.add(key, start, colon, value)
    return value
  }
  return readUnusualEntry(reader, column, mapping)
}

function readUnusualEntry(reader: Composer, column: number, mapping: Mapping): Value {
  const start = reader.pos
  if (isIndicator(reader, QUESTION)) {
    reader.pos++
    reader.mayStartKey = true
    const node = readBlockValue(reader, column, 'behind-key', 'key')
    const end = node.origin.end
    const key = keyNode(reader, node, start)
    if (reader.column === column && isIndicator(reader, COLON)) {
      reader.mayStartKey = true
      return readValueOf(reader, column, mapping, keyBeforeColon(key, start, end))
    }
    const value = emptyNode(reader, undefined, 'value', end)
    mapping.add(key, start, end, value)
    return value
  }
  reader.keyStart = start
  reader.keyLine = reader.lineStart
  if (startsPlain(reader)) {
    const text = scanPlain(reader, column + 1)
    const end = reader.pos
    if (!isKey(reader)) throw reader.refuse(colonExpected(), start, end)
    return readValueOf(reader, column, mapping, keyBeforeColon(plainKey(reader, text, start, end), start, end))
  }
  const own = readPropertiesOnLine(reader)
  if (reader.lineStart !== reader.keyLine) throw reader.refuse(colonExpected(), start)
  const content = readContent(reader, column, 'key', undefined, own)
  if (content.kind !== 'key-before-colon') throw reader.refuse(colonExpected(), start, content.origin.end)
  return readValueOf(reader, column, mapping, content)
}

/** The value behind the `:` at the cursor. */
function readValueOf(reader: Composer, column: number, mapping: Mapping, { key, start, end }: KeyBeforeColon): Value {
  reader.pos++
  const role = mapping.roleBehind(key)
  const value = readBlockValue(reader, column, 'behind-key', role)
  mapping.add(key, start, end, value)
  return value
}

const ASTERISK = 42

function isBlockScalar(reader: Composer): boolean {
  const char = reader.text.charCodeAt(reader.pos)
  return char === 124 || char === 62
}

/** Reads the lines under `|` or `>`. */
function scanTextBlock(reader: Composer, indent: number, role: Role, properties: Properties | undefined): Value {
  const start = reader.pos
  const text = scanBlockScalar(reader, indent)
  reader.mayStartKey = true
  return textNode(reader, properties, role, text, reader.origin(start, reader.pos))
}

function readTextBlock(reader: Composer, indent: number, role: Role, properties: Properties | undefined): Value {
  const value = scanTextBlock(reader, indent, role, properties)
  reader.toNextToken()
  return value
}

function endOfLast(items: readonly Value[], start: number): number {
  return items.at(-1)?.origin.end ?? start
}

/** The error for a token that stands where a block should go on or end. */
function notTheEnd(reader: Composer, collection: 'list' | 'map'): HydraconfError {
  return isStray(reader) ? misplaced(reader) : reader.refuse(blockEnd(collection, found(reader)))
}

/** The error for a character that starts no value. */
function misplaced(reader: Composer): HydraconfError {
  if (isIndicator(reader, COLON)) return reader.refuse(mappingValueNotAllowed())
  if (isStray(reader)) return reader.refuse(noTokenStarts(reader.text[reader.pos]!))
  return reader.refuse(contentExpected(found(reader)))
}

/** No token of YAML starts with a tab, `@`, `` ` ``, or `%` inside a line. */
function isStray(reader: Composer): boolean {
  const code = reader.text.charCodeAt(reader.pos)
  return code === TAB || code === 64 || code === 96 || code === 37
}
