import type { Value } from '../value/value.js'
import { COLON, CR, DASH, DOT, HASH, LF, NUL, PERCENT, SPACE, table } from './characters.js'
import { plainKey } from './keys.js'
import type { Mapping } from './mapping.js'
import type { Reading } from './reading.js'
import { plainValue } from './values.js'

/**
 * The short way for the lines that most configs are made of, `key: value` and `- value`: plain, in ASCII, and ended by
 * a line that is not deeper. No rule is made here. A line with anything more in it (quotes, a comment, a property,
 * a value that goes on) is left where it is for the block reader, by giving undefined.
 */

/** The entry at the cursor, in a map whose keys stand in `column`. Gives the value, and moves to the token after it. */
export function readEntryLine(reading: Reading, column: number, mapping: Mapping): Value | undefined {
  const { text, pos: start } = reading
  let at = start
  let code = text.charCodeAt(at)
  if (code > 127 || STARTS_WORD[code] === 0) return undefined
  while (code < 128 && IN_WORD[code] === 1) code = text.charCodeAt(++at)
  if (code !== COLON || text.charCodeAt(at + 1) !== SPACE || at - start > LONGEST_KEY) return undefined
  const value = readValueLine(reading, at + 2, column)
  if (value !== undefined) mapping.add(plainKey(reading, text.slice(start, at), start, at), start, at, value)
  return value
}

/** Whether a short plain key and its `:` are at the cursor: where a block may start, they start a map. */
export function startsEntry({ text, pos: start }: Reading): boolean {
  let at = start
  let code = text.charCodeAt(at)
  if (code > 127 || STARTS_WORD[code] === 0) return false
  while (code < 128 && IN_WORD[code] === 1) code = text.charCodeAt(++at)
  const after = text.charCodeAt(at + 1)
  return code === COLON && (after === SPACE || after === LF) && at - start <= LONGEST_KEY
}

/** The value from `from` on, in a block whose column is `column`. Moves to the token after it. */
export function readValueLine(reading: Reading, from: number, column: number): Value | undefined {
  const { text } = reading
  let start = from
  let code = text.charCodeAt(start)
  while (code === SPACE) code = text.charCodeAt(++start)
  if (code > 127 || STARTS_WORD[code] === 0) return undefined

  let at = start
  let end = start
  for (;;) {
    while (code < 128 && IN_WORD[code] === 1) code = text.charCodeAt(++at)
    if (at > end && text.charCodeAt(at - 1) !== SPACE) end = at
    if (code === LF) break
    if (code === SPACE) code = text.charCodeAt(++at)
    else if (code === COLON && isInWord(text.charCodeAt(at + 1))) code = text.charCodeAt(++at)
    else return undefined
  }

  const lineStart = at + 1
  let next = lineStart
  code = text.charCodeAt(next)
  while (code === SPACE) code = text.charCodeAt(++next)
  if (next - lineStart > column || code === LF || code === CR || code > 127) return undefined

  const value = plainValue(reading, 'value', text.slice(start, end), start, end)
  if (code === HASH || code === NUL || (next === lineStart && (code === DASH || code === DOT || code === PERCENT))) {
    reading.pos = at
    reading.toNextToken()
  } else {
    reading.pos = next
    reading.lineStart = lineStart
    reading.column = next - lineStart
    reading.mayStartKey = true
  }
  return value
}

const isInWord = (code: number): boolean => code < 128 && IN_WORD[code] === 1

const LETTERS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'
const STARTS_WORD = table(`${LETTERS}_$/.+(~`)
const IN_WORD = table(`${LETTERS}_$/.+(~-)=;^*&!@|%'"<>{}[],?\\\``)

/** A key may be longer, but then it has to be measured in characters. */
const LONGEST_KEY = 1000
