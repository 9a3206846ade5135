import { SPACE } from './characters.js'
import type { OutputBuffer } from './output-buffer.js'
import { isWrittenBreak } from './scalar-style.js'

/** Lines are folded at a space once they are longer than this. */
const WIDTH = 80

/** Where a scalar may be folded, the lines after a fold start in this column; undefined: it stays on one line. */
export type FoldIndent = number | undefined

/** A plain text. It folds where a single space follows a line that is already too long. */
export function writePlain(page: OutputBuffer, text: string, fold: FoldIndent): void {
  page.startPlain()
  const width = widthOf(text)
  if (fold === undefined || page.column + width <= WIDTH) {
    page.write(text, width)
    return
  }
  let from = 0
  while (from < text.length) {
    const start = from
    const isSpaces = text.charCodeAt(from) === SPACE
    from = runEnd(text, from, isSpaces)
    if (isSpaces && from === start + 1 && page.column > WIDTH) page.foldTo(fold)
    else writeRun(page, text, start, from)
  }
}

/**
 * A text in single quotes, a quote doubled. Every break of the text is written as two, for one is a fold;
 * the first and last space never fold.
 */
export function writeSingleQuoted(page: OutputBuffer, text: string, fold: FoldIndent): void {
  page.indicator("'", true)
  let from = 0
  while (from < text.length) {
    const start = from
    const code = text.charCodeAt(from)
    if (code === SPACE) {
      from = runEnd(text, from, true)
      const mayFold = fold !== undefined && start !== 0 && from !== text.length
      if (mayFold && from === start + 1 && page.column > WIDTH) page.indent(fold)
      else writeRun(page, text, start, from)
    } else if (isWrittenBreak(code)) {
      if (code === LF) page.lineBreak()
      while (isWrittenBreak(text.charCodeAt(from))) page.lineBreak(text[from++]!)
      page.indent(fold ?? 0)
    } else if (code === QUOTE) {
      page.write("''", 2)
      from++
    } else {
      from = wordEnd(text, from)
      writeRun(page, text, start, from)
    }
  }
  page.indicator("'", false)
}

/** A text in double quotes with escapes. A fold ends its line with `\`, and an escaped space starts the next one. */
export function writeDoubleQuoted(page: OutputBuffer, text: string, fold: FoldIndent): void {
  const chars = [...text]
  const last = chars.length - 1
  page.indicator('"', true)
  let start = 0
  for (let end = 0; end <= chars.length; end++) {
    const char = chars[end]
    if (char === undefined || isEscaped(char)) {
      if (start < end) {
        page.write(chars.slice(start, end).join(''), end - start)
        start = end
      }
      if (char !== undefined) {
        const escaped = escapeOf(char)
        page.write(escaped, escaped.length)
        start = end + 1
      }
    }
    const isFoldable = fold !== undefined && end > 0 && end < last && (char === ' ' || start >= end)
    if (isFoldable && page.column + (end - start) > WIDTH) {
      if (start < end) {
        page.write(chars.slice(start, end).join(''), end - start)
        start = end
      }
      page.write('\\', 1)
      page.foldTo(fold)
      if (chars[start] === ' ') page.write('\\', 1)
    }
  }
  page.indicator('"', false)
}

/** As `writeDoubleQuoted`, but a fold is a space of the text that follows column 80; a second space is escaped. */
export function writeDoubleQuotedAtSpaces(page: OutputBuffer, text: string, fold: FoldIndent): void {
  const chars = [...text]
  const last = chars.length - 1
  page.indicator('"', true)
  let isAfterSpace = false
  for (const [at, char] of chars.entries()) {
    const isSpace = char === ' '
    if (isSpace && fold !== undefined && !isAfterSpace && page.column > WIDTH && at > 0 && at < last) {
      page.foldTo(fold)
      if (chars[at + 1] === ' ') page.write('\\', 1)
    } else {
      const written = isEscaped(char) ? escapeOf(char) : char
      page.write(written, written.length)
    }
    isAfterSpace = isSpace
  }
  page.indicator('"', false)
}

/** A text of whole lines under `|`, as `!!binary` is written. */
export function writeLiteral(page: OutputBuffer, text: string, indent: number): void {
  page.indicator('|', true)
  page.lineBreak()
  for (const line of text.slice(0, -1).split('\n')) {
    page.indent(indent)
    page.write(line, line.length)
    page.lineBreak()
  }
}

const LF = 10
const QUOTE = 39

function writeRun(page: OutputBuffer, text: string, start: number, end: number): void {
  const run = text.slice(start, end)
  page.write(run, widthOf(run))
}

/** Where a run of spaces, or of anything else, ends. */
function runEnd(text: string, from: number, ofSpaces: boolean): number {
  let at = from + 1
  while (at < text.length && (text.charCodeAt(at) === SPACE) === ofSpaces) at++
  return at
}

function wordEnd(text: string, from: number): number {
  let at = from + 1
  for (; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === SPACE || code === QUOTE || isWrittenBreak(code)) break
  }
  return at
}

/** How many characters a text has: a surrogate pair is one. */
function widthOf(text: string): number {
  let width = text.length
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code >= 0xd800 && code <= 0xdbff) {
      const next = text.charCodeAt(at + 1)
      if (next >= 0xdc00 && next <= 0xdfff) width--
    }
  }
  return width
}

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['\0', '0'],
  ['\x07', 'a'],
  ['\b', 'b'],
  ['\t', 't'],
  ['\n', 'n'],
  ['\v', 'v'],
  ['\f', 'f'],
  ['\r', 'r'],
  ['\x1b', 'e'],
  ['"', '"'],
  ['\\', '\\'],
  ['\x85', 'N'],
  ['\xa0', '_'],
  ['\u2028', 'L'],
  ['\u2029', 'P'],
])

/** In double quotes, characters beyond the first 65,536 are escaped too. */
function isEscaped(char: string): boolean {
  const code = char.codePointAt(0)!
  if (code >= 0x20 && code <= 0x7e) return char === '"' || char === '\\'
  const isPlain = (code >= 0xa0 && code <= 0xd7ff) || (code >= 0xe000 && code <= 0xfffd)
  return !isPlain || code === 0x2028 || code === 0x2029 || code === 0xfeff
}

function escapeOf(char: string): string {
  const letter = ESCAPES.get(char)
  if (letter !== undefined) return `\\${letter}`
  const code = char.codePointAt(0)!
  const hex = code.toString(16).toUpperCase()
  if (code <= 0xff) return `\\x${hex.padStart(2, '0')}`
  return code <= 0xffff ? `\\u${hex.padStart(4, '0')}` : `\\U${hex.padStart(8, '0')}`
}
