import { flowMappingEnd, flowSequenceEnd, noTokenStarts } from '../messages/yaml.js'
import type { Value } from '../value/value.js'
import {
  CLOSE_BRACE,
  CLOSE_BRACKET,
  COLON,
  COMMA,
  DOUBLE_QUOTE,
  OPEN_BRACE,
  OPEN_BRACKET,
  QUESTION,
  SINGLE_QUOTE,
  TAB,
} from './characters.js'
import { OUTSIDE } from './cursor.js'
import { plainKey, type ReadKey } from './keys.js'
import { readWords } from './line.js'
import { Mapping } from './mapping.js'
import {
  emptyNode,
  found,
  isSimpleKey,
  keyNode,
  listNode,
  mapNode,
  noContent,
  type Properties,
  plainNode,
  type Role,
  readAlias,
  readProperty,
  refuseIndicator,
  startsPlain,
  textNode,
} from './node.js'
import { scanPlain } from './plain.js'
import { scanQuoted } from './quoted.js'
import type { Reading } from './reading.js'

/** `[…]` or `{…}` at the cursor, which is left behind it. */
export function readFlowCollection(reading: Reading, properties: Properties | undefined, role: Role): Value {
  const start = reading.pos
  const isSequence = reading.text.charCodeAt(start) === OPEN_BRACKET
  reading.enter(start)
  reading.flowDepth++
  reading.pos++
  const value = isSequence
    ? readSequence(reading, properties, role, start)
    : readMapping(reading, properties, role, start)
  reading.flowDepth--
  reading.leave()
  reading.mayStartKey = false
  return value
}

/** `a, b: c, ? d]`: an entry with a key is a map of its own. */
function readSequence(reading: Reading, properties: Properties | undefined, role: Role, start: number): Value {
  const items: Value[] = []
  readWords(reading, items)
  while (!closes(reading, CLOSE_BRACKET, items.length > 0, flowSequenceEnd)) {
    items.push(readSequenceEntry(reading, role))
  }
  return listNode(reading, properties, role, items, start, reading.pos)
}

function readSequenceEntry(reading: Reading, role: Role): Value {
  const { pos: start, lineStart } = reading
  let key: ReadKey
  let keyEnd: number
  if (at(reading, QUESTION)) {
    key = readExplicitKey(reading, CLOSE_BRACKET)
    keyEnd = reading.pos
    reading.toNextToken()
  } else {
    const item = readNode(reading, role === 'merged' ? role : 'key')
    keyEnd = reading.pos
    reading.toNextToken()
    if (!at(reading, COLON)) return refuseIndicator(reading, item)
    if (!isSimpleKey(reading, start, lineStart)) throw reading.refuse(flowSequenceEnd(found(reading)))
    key = keyNode(reading, item, start)
  }
  const mapping = new Mapping(reading, undefined)
  const value = readValueBehindKey(reading, mapping, key, CLOSE_BRACKET)
  mapping.add(key, start, keyEnd, value)
  return mapNode(reading, undefined, role, mapping, start, reading.pos)
}

/** `a: b, c, ? d : e}`: a key without value has null. */
function readMapping(reading: Reading, properties: Properties | undefined, role: Role, start: number): Value {
  const mapping = new Mapping(reading, properties?.anchor)
  let isFirst = true
  while (!closes(reading, CLOSE_BRACE, !isFirst, flowMappingEnd)) {
    isFirst = false
    const { pos: keyStart, lineStart } = reading
    let key: ReadKey
    let keyEnd: number
    if (at(reading, QUESTION)) {
      key = readExplicitKey(reading, CLOSE_BRACE)
      keyEnd = reading.pos
      reading.toNextToken()
    } else {
      key = readKey(reading)
      keyEnd = reading.pos
      reading.toNextToken()
      if (at(reading, COLON) && !isSimpleKey(reading, keyStart, lineStart)) {
        throw reading.refuse(flowMappingEnd(found(reading)))
      }
    }
    mapping.add(key, keyStart, keyEnd, readValueBehindKey(reading, mapping, key, CLOSE_BRACE))
  }
  return mapNode(reading, properties, role, mapping, start, reading.pos)
}

/** Moves to the next entry, over the comma before it, or over the bracket that ends the collection. */
function closes(reading: Reading, close: number, isLater: boolean, expected: typeof flowSequenceEnd): boolean {
  reading.toNextToken()
  if (!at(reading, close) && isLater) {
    if (!at(reading, COMMA)) throw reading.refuse(expected(found(reading)))
    reading.pos++
    reading.toNextToken()
  }
  if (!at(reading, close)) return false
  reading.pos++
  return true
}

/** `? key`, up to the end of the key. */
function readExplicitKey(reading: Reading, close: number): ReadKey {
  const start = reading.pos++
  reading.toNextToken()
  const isEmpty = at(reading, COLON) || at(reading, COMMA) || at(reading, close)
  return isEmpty ? keyNode(reading, emptyNode(reading, undefined, 'key', start + 1), start) : readKey(reading)
}

function readKey(reading: Reading): ReadKey {
  const start = reading.pos
  if (startsPlain(reading)) {
    const text = scanPlain(reading, 0)
    return plainKey(reading, text, start, reading.pos)
  }
  return keyNode(reading, readNode(reading, 'key'), start)
}

/** `: value`, or nothing. */
function readValueBehindKey(reading: Reading, mapping: Mapping, key: ReadKey, close: number): Value {
  const start = reading.pos
  if (!at(reading, COLON)) return emptyNode(reading, undefined, 'value', start)
  reading.pos++
  reading.toNextToken()
  if (at(reading, COMMA) || at(reading, close)) return emptyNode(reading, undefined, 'value', start + 1)
  return readNode(reading, mapping.roleBehind(key))
}

function readNode(reading: Reading, role: Role): Value {
  let properties: Properties | undefined
  for (;;) {
    const more = readProperty(reading, properties)
    if (more === undefined) break
    properties = more
    reading.toNextToken()
  }

  const start = reading.pos
  const code = reading.text.charCodeAt(start)
  if (reading.column === OUTSIDE) throw noContent(reading)
  if (code === SINGLE_QUOTE || code === DOUBLE_QUOTE) {
    const text = scanQuoted(reading)
    return textNode(reading, properties, role, text, start, reading.pos)
  }
  if (code === OPEN_BRACKET || code === OPEN_BRACE) return readFlowCollection(reading, properties, role)
  if (startsPlain(reading)) {
    const text = scanPlain(reading, 0)
    return plainNode(reading, properties, role, text, start, reading.pos)
  }
  if (properties !== undefined) return emptyNode(reading, properties, role, properties.end)
  if (reading.text[start] === '*') return readAlias(reading, role)
  if (code === TAB) throw reading.refuse(noTokenStarts('\t'))
  throw noContent(reading)
}

/** Whether an indicator is at the cursor; outside the document there is none. */
function at(reading: Reading, code: number): boolean {
  return reading.text.charCodeAt(reading.pos) === code && reading.column !== OUTSIDE
}
