import {
  escapeNeedsDigits,
  escapeOutOfRange,
  escapeUnknown,
  quoteNotClosed,
  separatorInQuotes,
} from '../messages/yaml.js'
import {
  BACKSLASH,
  isBreak,
  isHexDigit,
  isUnusual,
  NUL,
  SINGLE_QUOTE,
  SPACE,
  TAB,
  table,
  UNUSUAL,
} from './characters.js'
import { afterBreak, type Cursor, isDocumentMarker } from './cursor.js'
import { Breaks, breakText, folded } from './folding.js'

/**
 * Reads a quoted scalar, whose opening quote is at the cursor, and leaves the cursor behind the closing one.
 * Lines fold, and the blanks around a fold go; `''` is a quote in single quotes, `\` escapes in double quotes.
 */
export function scanQuoted(cursor: Cursor): string {
  const { text } = cursor
  const opening = cursor.pos
  const quote = text.charCodeAt(opening)
  const stops = quote === SINGLE_QUOTE ? STOPS_SINGLE : STOPS_DOUBLE
  let out = ''
  let at = opening + 1
  for (;;) {
    // A run without anything special in it; most scalars are a single one.
    const from = at
    let code = text.charCodeAt(at)
    while (stops[code] === 0 || isUnusual(code)) {
      if (stops[code] !== 0) cursor.hasUnusual = true
      code = text.charCodeAt(++at)
    }
    if (code === quote) {
      const run = text.slice(from, at)
      if (quote === SINGLE_QUOTE && text.charCodeAt(at + 1) === SINGLE_QUOTE) {
        out += `${run}'`
        at += 2
        continue
      }
      cursor.pos = at + 1
      return out === '' ? run : out + run
    }
    if (code === NUL) throw cursor.refuse(quoteNotClosed(text[opening]!), opening)
    if (code === BACKSLASH) {
      out += text.slice(from, at) + readEscape(cursor, at)
      at = cursor.pos
    } else {
      let end = at
      while (end > from && isSpaceOrTab(text.charCodeAt(end - 1))) end--
      out += text.slice(from, end) + folded(breakText(text, at), blankLines(cursor, at))
      at = cursor.pos
    }
  }
}

const STOPS_SINGLE = table(`'\0\r\n${UNUSUAL}`)
const STOPS_DOUBLE = table(`"\\\0\r\n${UNUSUAL}`)

const isSpaceOrTab = (code: number): boolean => code === SPACE || code === TAB

/** Moves from a break to the next character that is neither break nor blank. Gives the breaks after the first one. */
function blankLines(cursor: Cursor, from: number): string {
  const { text } = cursor
  let out: Breaks | undefined
  let at = from
  for (;;) {
    at = afterBreak(text, at)
    cursor.lineStart = at
    if (isDocumentMarker(text, at)) throw cursor.refuse(separatorInQuotes(text.slice(at, at + 3)), at, at + 3)
    while (isSpaceOrTab(text.charCodeAt(at))) at++
    if (!isBreak(text.charCodeAt(at))) break
    out ??= new Breaks()
    out.add(text, at)
  }
  cursor.pos = at
  return out === undefined ? '' : out.toString()
}

/** Escapes that are one letter. */
const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['0', '\0'],
  ['a', '\x07'],
  ['b', '\b'],
  ['t', '\t'],
  ['\t', '\t'],
  ['n', '\n'],
  ['v', '\v'],
  ['f', '\f'],
  ['r', '\r'],
  ['e', '\x1b'],
  [' ', ' '],
  ['"', '"'],
  ['\\', '\\'],
  ['/', '/'],
  ['N', '\x85'],
  ['_', '\xa0'],
  ['L', '\u2028'],
  ['P', '\u2029'],
])

/** Escapes by code, and how many digits each takes. */
const CODE_DIGITS: ReadonlyMap<string, number> = new Map([
  ['x', 2],
  ['u', 4],
  ['U', 8],
])

/** The text of the escape at `backslash`. Moves behind it. */
function readEscape(cursor: Cursor, backslash: number): string {
  const { text } = cursor
  const letter = text[backslash + 1]!
  const plain = ESCAPES.get(letter)
  if (plain !== undefined) {
    cursor.pos = backslash + 2
    return plain
  }

  const digits = CODE_DIGITS.get(letter)
  if (digits !== undefined) {
    const start = backslash + 2
    const end = start + digits
    for (let at = start; at < end; at++) {
      if (!isHexDigit(text.charCodeAt(at))) throw cursor.refuse(escapeNeedsDigits(digits), backslash, at)
    }
    const code = Number.parseInt(text.slice(start, end), 16)
    const isHalf = code >= 0xd800 && code <= 0xdfff
    if (code > 0x10ffff || (isHalf && cursor.rules.refusesSurrogates))
      throw cursor.refuse(escapeOutOfRange(), backslash, end)
    cursor.pos = end
    return String.fromCodePoint(code)
  }

  // An escaped break joins two lines without a space; blank lines between them stay.
  if (isBreak(letter.charCodeAt(0))) return blankLines(cursor, backslash + 1)
  throw cursor.refuse(escapeUnknown(letter === '\0' ? '' : letter), backslash, backslash + 2)
}
