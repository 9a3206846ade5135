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
import {
  COLON,
  DASH,
  DOUBLE_QUOTE,
  OPEN_BRACE,
  OPEN_BRACKET,
  QUESTION,
  SINGLE_QUOTE,
  SPACE,
  TAB,
} from './characters.js'
import { readFlowCollection } from './flow.js'
import { plainKey, type ReadKey, wordKey } from './keys.js'
import { endOfKey, NONE, readValueLine } from './line.js'
import { Mapping } from './mapping.js'
import {
  emptyNode,
  found,
  isIndicator,
  isSimpleKey,
  joined,
  keyNode,
  listNode,
  mapNode,
  type Properties,
  plainNode,
  type Role,
  readAlias,
  readPropertiesOnLine,
  startsPlain,
  textNode,
} from './node.js'
import { scanPlain } from './plain.js'
import { scanQuoted } from './quoted.js'
import type { Reading } from './reading.js'

/** Behind a key, the `- ` of a list may stand in the column of the key. */
export type Place = 'behind-key' | 'in-list'

/**
 * Reads the value behind an indicator, in a block whose column is `indent`, and moves to the token after it.
 * What does not stand right of `indent` belongs to a block outside: then the value is empty.
 */
export function readBlockValue(reading: Reading, indent: number, place: Place, role: Role): Value {
  const end = reading.pos
  reading.toNextToken()
  return readValue(reading, indent, place, role, undefined, end)
}

/** The value at the cursor, given the properties that stand on lines above it. */
function readValue(
  reading: Reading,
  indent: number,
  place: Place,
  role: Role,
  above: Properties | undefined,
  end: number,
): Value {
  const { column } = reading
  if (column <= indent) {
    if (column === indent && place === 'behind-key' && isIndicator(reading, DASH)) {
      return readSequence(reading, column, role, above)
    }
    // PyYAML's one exception: the text of a block scalar is indented, so its `|` need not be.
    if (column === indent && isBlockScalar(reading)) return readTextBlock(reading, indent, role, above)
    return emptyNode(reading, above, role, end)
  }
  if (reading.mayStartKey) {
    const colon = endOfKey(reading)
    if (colon !== NONE) return readMapping(reading, column, role, above, reading.pos, undefined, colon)
  }
  if (isIndicator(reading, DASH)) {
    if (!reading.mayStartKey) throw reading.refuse(sequenceEntryNotAllowed())
    return readSequence(reading, column, role, above)
  }
  if (isIndicator(reading, QUESTION)) {
    if (!reading.mayStartKey) throw reading.refuse(mappingKeyNotAllowed())
    return readMapping(reading, column, role, above, reading.pos, undefined)
  }

  const { pos: start, lineStart } = reading
  reading.keyStart = reading.mayStartKey ? start : NONE
  reading.keyLine = lineStart
  const own = readPropertiesOnLine(reading)
  if (own !== undefined && (reading.lineStart !== lineStart || reading.column <= indent)) {
    return readValue(reading, indent, place, role, joined(reading, above, own), own.end)
  }
  const content = readContent(reading, indent, role, above, own)
  if (content.kind === 'first-key') return readMapping(reading, column, role, above, start, content)
  reading.toNextToken()
  return content
}

/** What stood where a value may stand, and turned out to be the first key of a map: `:` is at the cursor. */
interface FirstKey {
  readonly kind: 'first-key'
  readonly key: ReadKey
  readonly end: number
}

/**
 * Reads a scalar, an alias or a flow collection. Only what follows tells a value from the first key of a map:
 * then the properties on its own line are those of the key, and those above are those of the map.
 */
function readContent(
  reading: Reading,
  indent: number,
  role: Role,
  above: Properties | undefined,
  own: Properties | undefined,
): Value | FirstKey {
  const { text, pos: start } = reading
  const code = text.charCodeAt(start)
  if (startsPlain(reading)) {
    const plain = scanPlain(reading, indent + 1)
    const end = reading.pos
    if (isKey(reading)) {
      if (own === undefined) return { kind: 'first-key', key: plainKey(reading, plain, start, end), end }
      return firstKey(reading, plainNode(reading, own, 'key', plain, start, end), end)
    }
    return plainNode(reading, joined(reading, above, own), role, plain, start, end)
  }
  if (code === SINGLE_QUOTE || code === DOUBLE_QUOTE) {
    const quoted = scanQuoted(reading)
    const end = reading.pos
    if (isKey(reading)) return firstKey(reading, textNode(reading, own, 'key', quoted, start, end), end)
    return textNode(reading, joined(reading, above, own), role, quoted, start, end)
  }
  if (code === OPEN_BRACKET || code === OPEN_BRACE) {
    const value = readFlowCollection(reading, joined(reading, above, own), role)
    const end = reading.pos
    return isKey(reading) ? firstKey(reading, value, end) : value
  }
  if (code === ASTERISK && own === undefined) {
    const value = readAlias(reading, role)
    const end = reading.pos
    if (isKey(reading)) return firstKey(reading, value, end)
    if (above === undefined) return value
    throw reading.refuse(contentExpected('an alias'), start, end)
  }
  if (isBlockScalar(reading)) return scanTextBlock(reading, indent, role, joined(reading, above, own))
  if (own !== undefined && isKey(reading)) return firstKey(reading, emptyNode(reading, own, 'key', own.end), own.end)
  throw misplaced(reading)
}

function firstKey(reading: Reading, value: Value, end: number): FirstKey {
  return { kind: 'first-key', key: keyNode(reading, value, reading.keyStart), end }
}

/** Moves over spaces and tells whether `: ` follows, which makes what was read a key, if it may be one. */
function isKey(reading: Reading): boolean {
  const { text } = reading
  while (text.charCodeAt(reading.pos) === SPACE) reading.pos++
  if (!isIndicator(reading, COLON)) return false
  if (reading.keyStart === NONE || !isSimpleKey(reading, reading.keyStart, reading.keyLine)) {
    throw reading.refuse(mappingValueNotAllowed())
  }
  reading.mayStartKey = false
  return true
}

/** The entries of a list, whose first `-` is at the cursor, up to a token that is no `- ` in this column. */
function readSequence(reading: Reading, column: number, role: Role, properties: Properties | undefined): Value {
  const start = reading.pos
  const isIndentless = column <= reading.blockColumn
  const items: Value[] = []
  reading.enter(start)
  const outer = reading.blockColumn
  reading.blockColumn = column
  do {
    reading.pos++
    reading.mayStartKey = true
    items.push(readValueLine(reading, reading.pos, column) ?? readBlockValue(reading, column, 'in-list', role))
  } while (reading.column === column && isIndicator(reading, DASH))
  reading.blockColumn = outer
  reading.leave()
  if (!isIndentless && reading.column >= column) throw notTheEnd(reading, 'list')
  return listNode(reading, properties, role, items, start, endOfLast(items, start))
}

/** The entries of a map, whose first key was read, ends at `colon` or is a `? `, up to a token left of them. */
function readMapping(
  reading: Reading,
  column: number,
  role: Role,
  properties: Properties | undefined,
  start: number,
  first: FirstKey | undefined,
  colon = NONE,
): Value {
  const mapping = new Mapping(reading, properties?.anchor)
  reading.enter(start)
  const outer = reading.blockColumn
  reading.blockColumn = column
  let last =
    first === undefined
      ? readEntry(reading, column, mapping, colon)
      : readValueOf(reading, column, mapping, first.key, start, first.end)
  while (reading.column === column) last = readEntry(reading, column, mapping, endOfKey(reading))
  reading.blockColumn = outer
  reading.leave()
  if (reading.column > column) throw notTheEnd(reading, 'map')
  return mapNode(reading, properties, role, mapping, start, last.origin.end)
}

/**
 * `key: value` or `? key`, and then perhaps `: value`. Gives the value.
 * `colon` is where the short plain key at the cursor ends, if there is one.
 */
function readEntry(reading: Reading, column: number, mapping: Mapping, colon: number): Value {
  const start = reading.pos
  if (colon !== NONE) {
    const key = wordKey(reading, start, colon)
    reading.pos = colon + 1
    reading.mayStartKey = false
    const value = readValueLine(reading, reading.pos, column) ?? readBlockValue(reading, column, 'behind-key', 'value')
    mapping.add(key, start, colon, value)
    return value
  }
  return readUnusualEntry(reading, column, mapping)
}

function readUnusualEntry(reading: Reading, column: number, mapping: Mapping): Value {
  const start = reading.pos
  if (isIndicator(reading, QUESTION)) {
    reading.pos++
    reading.mayStartKey = true
    const node = readBlockValue(reading, column, 'behind-key', 'key')
    const end = node.origin.end
    const key = keyNode(reading, node, start)
    if (reading.column === column && isIndicator(reading, COLON)) {
      reading.mayStartKey = true
      return readValueOf(reading, column, mapping, key, start, end)
    }
    const value = emptyNode(reading, undefined, 'value', end)
    mapping.add(key, start, end, value)
    return value
  }
  reading.keyStart = start
  reading.keyLine = reading.lineStart
  if (startsPlain(reading)) {
    const text = scanPlain(reading, column + 1)
    const end = reading.pos
    if (!isKey(reading)) throw reading.refuse(colonExpected(), start, end)
    return readValueOf(reading, column, mapping, plainKey(reading, text, start, end), start, end)
  }
  const own = readPropertiesOnLine(reading)
  if (reading.lineStart !== reading.keyLine) throw reading.refuse(colonExpected(), start)
  const content = readContent(reading, column, 'key', undefined, own)
  if (content.kind !== 'first-key') throw reading.refuse(colonExpected(), start, content.origin.end)
  return readValueOf(reading, column, mapping, content.key, start, content.end)
}

/** The value behind the `:` at the cursor. */
function readValueOf(
  reading: Reading,
  column: number,
  mapping: Mapping,
  key: ReadKey,
  start: number,
  end: number,
): Value {
  reading.pos++
  const role = mapping.roleBehind(key)
  const value = readBlockValue(reading, column, 'behind-key', role)
  mapping.add(key, start, end, value)
  return value
}

const ASTERISK = 42

function isBlockScalar(reading: Reading): boolean {
  const char = reading.text.charCodeAt(reading.pos)
  return char === 124 || char === 62
}

/** Reads the lines under `|` or `>`. */
function scanTextBlock(reading: Reading, indent: number, role: Role, properties: Properties | undefined): Value {
  const start = reading.pos
  const text = scanBlockScalar(reading, indent)
  reading.mayStartKey = true
  return textNode(reading, properties, role, text, start, reading.pos)
}

function readTextBlock(reading: Reading, indent: number, role: Role, properties: Properties | undefined): Value {
  const value = scanTextBlock(reading, indent, role, properties)
  reading.toNextToken()
  return value
}

function endOfLast(items: readonly Value[], start: number): number {
  return items.at(-1)?.origin.end ?? start
}

/** The error for a token that stands where a block should go on or end. */
function notTheEnd(reading: Reading, collection: 'list' | 'map'): HydraconfError {
  return isStray(reading) ? misplaced(reading) : reading.refuse(blockEnd(collection, found(reading)))
}

/** The error for a character that starts no value. */
function misplaced(reading: Reading): HydraconfError {
  if (isIndicator(reading, COLON)) return reading.refuse(mappingValueNotAllowed())
  if (isStray(reading)) return reading.refuse(noTokenStarts(reading.text[reading.pos]!))
  return reading.refuse(contentExpected(found(reading)))
}

/** No token of YAML starts with a tab, `@`, `` ` ``, or `%` inside a line. */
function isStray(reading: Reading): boolean {
  const code = reading.text.charCodeAt(reading.pos)
  return code === TAB || code === 64 || code === 96 || code === 37
}
