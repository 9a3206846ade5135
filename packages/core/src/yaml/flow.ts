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
import type { Composer } from './composer.js'
import {
  emptyNode,
  keyNode,
  listNode,
  mapNode,
  plainNode,
  readAlias,
  refuseIndicator,
  textNode,
} from './constructor.js'
import { OUTSIDE } from './cursor.js'
import { found, isSimpleKey, noContent, startsPlain } from './indicators.js'
import { readWords } from './line-fast-path.js'
import { Mapping } from './mapping.js'
import { plainKey, type ReadKey } from './mapping-keys.js'
import { type Properties, readProperty } from './node-properties.js'
import type { Role } from './node-role.js'
import { scanPlain } from './plain.js'
import { scanQuoted } from './quoted.js'

/** `[…]` or `{…}` at the cursor, which is left behind it. */
export function readFlowCollection(reader: Composer, properties: Properties | undefined, role: Role): Value {
  const start = reader.pos
  const isSequence = reader.text.charCodeAt(start) === OPEN_BRACKET
  reader.enter(start)
  reader.flowDepth++
  reader.pos++
  const value = isSequence
    ? readSequence(reader, properties, role, start)
    : readMapping(reader, properties, role, start)
  reader.flowDepth--
  reader.leave()
  reader.mayStartKey = false
  return value
}

/** `a, b: c, ? d]`: an entry with a key is a map of its own. */
function readSequence(reader: Composer, properties: Properties | undefined, role: Role, start: number): Value {
  const items: Value[] = []
  readWords(reader, items)
  while (!closes(reader, CLOSE_BRACKET, items.length > 0, flowSequenceEnd)) {
    items.push(readSequenceEntry(reader, role))
  }
  return listNode(reader, properties, role, items, reader.origin(start, reader.pos))
}

function readSequenceEntry(reader: Composer, role: Role): Value {
  const { pos: start, lineStart } = reader
  let key: ReadKey
  let keyEnd: number
  if (at(reader, QUESTION)) {
    key = readExplicitKey(reader, CLOSE_BRACKET)
    keyEnd = reader.pos
    reader.toNextToken()
  } else {
    const item = readNode(reader, role === 'merged' ? role : 'key')
    keyEnd = reader.pos
    reader.toNextToken()
    if (!at(reader, COLON)) return refuseIndicator(reader, item)
    if (!isSimpleKey(reader, start, lineStart)) throw reader.refuse(flowSequenceEnd(found(reader)))
    key = keyNode(reader, item, start)
  }
  const mapping = new Mapping(reader, undefined, role)
  const value = readValueBehindKey(reader, mapping, key, CLOSE_BRACKET)
  mapping.add(key, start, keyEnd, value)
  return mapNode(reader, undefined, role, mapping, reader.origin(start, reader.pos))
}

/** `a: b, c, ? d : e}`: a key without value has null. */
function readMapping(reader: Composer, properties: Properties | undefined, role: Role, start: number): Value {
  const mapping = new Mapping(reader, properties?.anchor, role)
  let isFirst = true
  while (!closes(reader, CLOSE_BRACE, !isFirst, flowMappingEnd)) {
    isFirst = false
    const { pos: keyStart, lineStart } = reader
    let key: ReadKey
    let keyEnd: number
    if (at(reader, QUESTION)) {
      key = readExplicitKey(reader, CLOSE_BRACE)
      keyEnd = reader.pos
      reader.toNextToken()
    } else {
      key = readKey(reader)
      keyEnd = reader.pos
      reader.toNextToken()
      if (at(reader, COLON) && !isSimpleKey(reader, keyStart, lineStart)) {
        throw reader.refuse(flowMappingEnd(found(reader)))
      }
    }
    mapping.add(key, keyStart, keyEnd, readValueBehindKey(reader, mapping, key, CLOSE_BRACE))
  }
  return mapNode(reader, properties, role, mapping, reader.origin(start, reader.pos))
}

/** Moves to the next entry, over the comma before it, or over the bracket that ends the collection. */
function closes(reader: Composer, close: number, isLater: boolean, expected: typeof flowSequenceEnd): boolean {
  reader.toNextToken()
  if (!at(reader, close) && isLater) {
    if (!at(reader, COMMA)) throw reader.refuse(expected(found(reader)))
    reader.pos++
    reader.toNextToken()
  }
  if (!at(reader, close)) return false
  reader.pos++
  return true
}

/** `? key`, up to the end of the key. */
function readExplicitKey(reader: Composer, close: number): ReadKey {
  const start = reader.pos++
  reader.toNextToken()
  const isEmpty = at(reader, COLON) || at(reader, COMMA) || at(reader, close)
  if (isEmpty && close === CLOSE_BRACKET && reader.rules.refusesEmptyItemKeys) {
    if (at(reader, close)) throw reader.refuse(flowSequenceEnd(found(reader)))
    // libyaml reads over the indicator: the value goes with it, and an item behind it lacks its comma.
    reader.pos++
    return keyNode(reader, emptyNode(reader, undefined, 'key', start + 1), start)
  }
  return isEmpty ? keyNode(reader, emptyNode(reader, undefined, 'key', start + 1), start) : readKey(reader)
}

function readKey(reader: Composer): ReadKey {
  const start = reader.pos
  if (startsPlain(reader)) {
    const text = scanPlain(reader, 0)
    return plainKey(reader, text, start, reader.pos)
  }
  return keyNode(reader, readNode(reader, 'key'), start)
}

/** `: value`, or nothing. */
function readValueBehindKey(reader: Composer, mapping: Mapping, key: ReadKey, close: number): Value {
  const start = reader.pos
  if (!at(reader, COLON)) return emptyNode(reader, undefined, 'value', start)
  reader.pos++
  reader.toNextToken()
  if (at(reader, COMMA) || at(reader, close)) return emptyNode(reader, undefined, 'value', start + 1)
  return readNode(reader, mapping.roleBehind(key))
}

function readNode(reader: Composer, role: Role): Value {
  let properties: Properties | undefined
  for (;;) {
    const more = readProperty(reader, properties)
    if (more === undefined) break
    properties = more
    reader.toNextToken()
  }

  const start = reader.pos
  const code = reader.text.charCodeAt(start)
  if (reader.column === OUTSIDE) throw noContent(reader)
  if (code === SINGLE_QUOTE || code === DOUBLE_QUOTE) {
    const text = scanQuoted(reader)
    return textNode(reader, properties, role, text, reader.origin(start, reader.pos))
  }
  if (code === OPEN_BRACKET || code === OPEN_BRACE) return readFlowCollection(reader, properties, role)
  if (startsPlain(reader)) {
    const text = scanPlain(reader, 0)
    return plainNode(reader, properties, role, text, reader.origin(start, reader.pos))
  }
  if (properties !== undefined) return emptyNode(reader, properties, role, properties.end)
  if (reader.text[start] === '*') return readAlias(reader, role)
  if (code === TAB) throw reader.refuse(noTokenStarts('\t'))
  throw noContent(reader)
}

/** Whether an indicator is at the cursor; outside the document there is none. */
function at(reader: Composer, code: number): boolean {
  return reader.text.charCodeAt(reader.pos) === code && reader.column !== OUTSIDE
}
