import { blockHeaderMalformed, tabIndents } from '../messages/yaml.js'
import { HASH, isBreak, isBreakOrEnd, isDigit, isSpaceOrEnd, NUL, SPACE, TAB } from './characters.js'
import { afterBreak, type Cursor } from './cursor.js'
import { Breaks, breakText } from './folding.js'

/**
 * Reads a block scalar, whose `|` or `>` is at the cursor, and leaves the cursor where its lines end.
 * `indent` is that of the block around it. In `>`, a single break between two lines that start with text is a space.
 *
 *     |2-     # an indentation digit and how the last break is kept: `-` not, `+` with all blank lines
 */
export function scanBlockScalar(cursor: Cursor, indent: number): string {
  const { text } = cursor
  const isFolded = text[cursor.pos] === '>'
  const { chomping, digit } = header(cursor)

  const least = Math.max(indent + 1, 1)
  let breaks: string
  let margin: number
  if (digit === undefined) {
    const found = leadingLines(cursor)
    breaks = found.breaks
    margin = Math.max(least, found.margin)
  } else {
    margin = least + digit - 1
    breaks = blankLines(cursor, margin)
  }

  let out = ''
  let lastBreak = ''
  while (atContent(cursor, margin)) {
    out += breaks
    const startsWithText = !isSpaceOrTab(text.charCodeAt(cursor.pos))
    const end = cursor.lineEnd(cursor.pos)
    out += text.slice(cursor.pos, end)
    cursor.pos = end
    lastBreak = takeBreak(cursor)
    breaks = blankLines(cursor, margin)
    if (!atContent(cursor, margin)) break
    if (isFolded && lastBreak === '\n' && startsWithText && !isSpaceOrTab(text.charCodeAt(cursor.pos))) {
      if (breaks === '') out += ' '
    } else {
      out += lastBreak
    }
  }
  if (chomping !== 'strip') out += lastBreak
  if (chomping === 'keep') out += breaks
  return out
}

interface Header {
  readonly chomping: 'strip' | 'clip' | 'keep'
  readonly digit: number | undefined
}

function header(cursor: Cursor): Header {
  const { text } = cursor
  const start = cursor.pos
  let at = start + 1
  let chomping: Header['chomping'] = 'clip'
  let digit: number | undefined
  for (let part = 0; part < 2; part++) {
    const char = text[at]!
    if ((char === '+' || char === '-') && chomping === 'clip') {
      chomping = char === '+' ? 'keep' : 'strip'
      at++
    } else if (isDigit(text.charCodeAt(at)) && digit === undefined) {
      digit = Number(char)
      at++
    }
  }
  const { rules } = cursor
  const after = text.charCodeAt(at)
  const mayFollow =
    isSpaceOrEnd(after) || (after === TAB && rules.tabsSeparate) || (after === HASH && rules.commentsTightly)
  if (digit === 0 || !mayFollow) throw cursor.refuse(blockHeaderMalformed(), start, at + 1)
  cursor.pos = at
  cursor.skipBlanks()
  at = cursor.pos
  if (text.charCodeAt(at) === HASH) at = cursor.lineEnd(at)
  if (!isBreakOrEnd(text.charCodeAt(at))) throw cursor.refuse(blockHeaderMalformed(), start, at + 1)
  cursor.pos = at
  takeBreak(cursor)
  return { chomping, digit }
}

/** Blank lines before the first line of text, and the margin that the deepest of them and that line set. */
function leadingLines(cursor: Cursor): { breaks: string; margin: number } {
  const { text } = cursor
  let breaks: Breaks | undefined
  let margin = 0
  for (;;) {
    const code = text.charCodeAt(cursor.pos)
    if (code === SPACE) {
      cursor.pos++
      margin = Math.max(margin, cursor.pos - cursor.lineStart)
    } else if (code === TAB && cursor.rules.refusesTabsInMargins) {
      throw cursor.refuse(tabIndents())
    } else if (isBreak(code)) {
      breaks ??= new Breaks()
      breaks.add(text, cursor.pos)
      takeBreak(cursor)
    } else {
      return { breaks: breaks === undefined ? '' : breaks.toString(), margin }
    }
  }
}

/** Blank lines, and the spaces of the margin on the line after them. */
function blankLines(cursor: Cursor, margin: number): string {
  skipMargin(cursor, margin)
  if (!isBreak(cursor.text.charCodeAt(cursor.pos))) return ''
  const breaks = new Breaks()
  while (isBreak(cursor.text.charCodeAt(cursor.pos))) {
    breaks.add(cursor.text, cursor.pos)
    takeBreak(cursor)
    skipMargin(cursor, margin)
  }
  return breaks.toString()
}

function skipMargin(cursor: Cursor, margin: number): void {
  const end = cursor.lineStart + margin
  while (cursor.pos < end && cursor.text.charCodeAt(cursor.pos) === SPACE) cursor.pos++
  const isTab = cursor.pos < end && cursor.text.charCodeAt(cursor.pos) === TAB
  if (isTab && cursor.rules.refusesTabsInMargins) throw cursor.refuse(tabIndents())
}

function atContent(cursor: Cursor, margin: number): boolean {
  return cursor.pos - cursor.lineStart === margin && cursor.text.charCodeAt(cursor.pos) !== NUL
}

function takeBreak(cursor: Cursor): string {
  const { text, pos } = cursor
  if (!isBreak(text.charCodeAt(pos))) return ''
  cursor.pos = cursor.lineStart = afterBreak(text, pos)
  return breakText(text, pos)
}

const isSpaceOrTab = (code: number): boolean => code === SPACE || code === TAB
