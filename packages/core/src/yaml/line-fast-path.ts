import type { Value } from '../value/value.js'
import { CLOSE_BRACKET, COLON, COMMA, CR, DASH, DOT, HASH, LF, NUL, PERCENT, SPACE, table } from './characters.js'
import type { Composer } from './composer.js'
import { stringValue, tokenValue } from './construct-scalar.js'
import { UNPACKED } from './token-cache.js'

/**
 * The short way for the lines that most configs are made of, `key: value` and `- value`: plain, in ASCII, and ended by
 * a line that is not deeper. No rule is made here. A line with anything more in it (quotes, a property, a value that
 * goes on) is left where it is for the block reader.
 */

/**
 * Where the short plain key at the cursor ends, with its `:` right behind it; NONE where something else stands.
 * Leaves it packed in `reader`, for `tokenKey`.
 */
export function endOfKey(reader: Composer): number {
  const { text, pos: start } = reader
  let at = start
  let code = text.charCodeAt(at)
  if (STARTS_WORD[code] !== 1) return NONE
  // A local, as the engine may look a constant of the module up anew for each character.
  const inWord = IN_WORD
  let front = 0
  let back = 0
  while (inWord[code] === 1) {
    front = (front << 7) | (back >>> 21)
    back = ((back & 0x1fffff) << 7) | code
    code = text.charCodeAt(++at)
  }
  reader.keyFront = front
  reader.keyBack = back
  if (code !== COLON || at - start > LONGEST_KEY) return NONE
  const after = text.charCodeAt(at + 1)
  return after === SPACE || after === LF ? at : NONE
}

export const NONE = -1

/** The value from `from` on, in a block whose column is `column`. Moves to the token after it; undefined leaves the line. */
export function readValueLine(reader: Composer, from: number, column: number): Value | undefined {
  const { text } = reader
  let start = from
  let code = text.charCodeAt(start)
  while (code === SPACE) code = text.charCodeAt(++start)
  if (STARTS_WORD[code] !== 1) return undefined

  let at = start
  let end: number
  let mayRefer = false
  const inWord = IN_WORD
  // The first word is packed, seven bits a character: `cachedToken` then knows it without looking at it again.
  let front = 0
  let back = 0
  while (inWord[code] === 1) {
    front = (front << 7) | (back >>> 21)
    back = ((back & 0x1fffff) << 7) | code
    code = text.charCodeAt(++at)
  }
  const wordEnd = at
  for (;;) {
    while (inWord[code] === 1) code = text.charCodeAt(++at)
    end = at
    while (code === SPACE) code = text.charCodeAt(++at)
    if (code === HASH && at > end) {
      at = reader.lineEnd(at)
      code = text.charCodeAt(at)
    }
    if (code === LF) break
    if (IN_WORD[code] === 1) continue
    if (code === DOLLAR) mayRefer = true
    else if (code !== COLON || !isInWord(text.charCodeAt(at + 1))) return undefined
    code = text.charCodeAt(++at)
  }

  const lineStart = at + 1
  let next = lineStart
  code = text.charCodeAt(next)
  while (code === SPACE) code = text.charCodeAt(++next)
  if (next - lineStart > column || code === LF || code === CR || code > 127) return undefined

  const value = mayRefer
    ? stringValue(reader, text.slice(start, end), reader.origin(start, end))
    : tokenValue(reader, start, end, front, end === wordEnd ? back : UNPACKED)
  if (code === HASH || code === NUL || (next === lineStart && (code === DASH || code === DOT || code === PERCENT))) {
    reader.pos = at
    reader.toNextToken()
  } else {
    reader.pos = next
    reader.lineStart = lineStart
    reader.column = next - lineStart
    reader.mayStartKey = true
  }
  return value
}

/** Reads the items at the cursor, inside `[`, that are plain words, `a, 1.5, b]`. Moves behind the last of them. */
export function readWords(reader: Composer, items: Value[]): void {
  const { text } = reader
  let at = reader.pos
  for (;;) {
    const start = at
    let code = text.charCodeAt(at)
    if (STARTS_WORD[code] !== 1) return
    while (IN_FLOW_WORD[code] === 1) code = text.charCodeAt(++at)
    if (code !== COMMA && code !== CLOSE_BRACKET) return
    items.push(tokenValue(reader, start, at, 0, UNPACKED))
    reader.pos = at
    if (code === CLOSE_BRACKET) return
    do at++
    while (text.charCodeAt(at) === SPACE)
  }
}

const isInWord = (code: number): boolean => IN_WORD[code] === 1 || code === DOLLAR

const DOLLAR = 36
const LETTERS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'
const STARTS_WORD = table(`${LETTERS}_$/.+(~`)
const IN_FLOW_WORD = table(`${LETTERS}_/.+(~-)=;^*&!@|%'"<>\\\``)
/** All but `$`, which may make an interpolation. */
const IN_WORD = table(`${LETTERS}_/.+(~-)=;^*&!@|%'"<>\\\`{}[],?`)

/** A key may be longer, but then it has to be measured in characters. */
const LONGEST_KEY = 1000
