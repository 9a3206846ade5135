import { colonTooTight, tabIndents } from '../messages/yaml.js'
import { COLON, HASH, isBlank, isBreak, isUnusual, SPACE, TAB, table, UNUSUAL } from './characters.js'
import { afterBreak, type Cursor, isDocumentMarker } from './cursor.js'
import { Breaks, breakText, folded } from './folding.js'

/**
 * Reads a plain scalar, which starts at the cursor, and leaves the cursor behind its last character.
 *
 * It ends at `: `, at ` #`, and where a line starts left of `indent`. Inside `[` and `{` it also ends at any of
 * `,?[]{}` and at `:` before one of `,[]{}`, and indentation does not count. A tab always ends it. What of this is
 * otherwise in libyaml, the cursor's rules tell.
 */
export function scanPlain(cursor: Cursor, indent: number): string {
  const { text } = cursor
  const flow = cursor.flowDepth > 0
  const start = cursor.pos
  const end = endOfLinePart(cursor, start, flow)
  cursor.pos = end
  let next = continuation(cursor, indent)
  if (next === undefined) return text.slice(start, end)

  const parts = [text.slice(start, end)]
  while (next !== undefined) {
    const partEnd = endOfLinePart(cursor, next.start, flow)
    parts.push(next.fold, text.slice(next.start, partEnd))
    cursor.lineStart = next.lineStart
    cursor.pos = partEnd
    next = continuation(cursor, indent)
  }
  return parts.join('')
}

const ENDS_WORD_IN_BLOCK = table(`\0 \t\r\n:#${UNUSUAL}`)
const ENDS_WORD_IN_FLOW = table(`\0 \t\r\n:#,?[]{}${UNUSUAL}`)
const ENDS_WORD_BUT_QUESTIONS = table(`\0 \t\r\n:#,[]{}${UNUSUAL}`)
const ENDS_AFTER_COLON_IN_FLOW = table(',[]{}')

/** Where the part on this line ends: behind its last character that is not a space. */
function endOfLinePart(cursor: Cursor, start: number, flow: boolean): number {
  const { text, rules } = cursor
  const inFlow = rules.questionsAreText ? ENDS_WORD_BUT_QUESTIONS : ENDS_WORD_IN_FLOW
  const endsWord = flow ? inFlow : ENDS_WORD_IN_BLOCK
  let at = start
  let end = start
  for (;;) {
    const code = text.charCodeAt(at)
    if (endsWord[code] === 0) {
      end = ++at
    } else if (code === SPACE || (code === TAB && rules.tabsSeparate)) {
      at++
    } else if (code === HASH && end === at) {
      end = ++at
    } else if (code === COLON) {
      const after = text.charCodeAt(at + 1)
      const isTight = flow && after < 128 && ENDS_AFTER_COLON_IN_FLOW[after] === 1
      if (isTight && rules.refusesTightColons) throw cursor.refuse(colonTooTight(), at)
      if (isBlank(after) || isTight) return end
      end = ++at
    } else if (isUnusual(code)) {
      cursor.hasUnusual = true
      end = ++at
    } else {
      return end
    }
  }
}

/** Whether the line behind the break holds something, and too far left: how nearly every scalar ends. */
function endsAtNextLine(text: string, breakAt: number, indent: number): boolean {
  const lineStart = afterBreak(text, breakAt)
  let at = lineStart
  while (text.charCodeAt(at) === SPACE) at++
  const code = text.charCodeAt(at)
  return at - lineStart < indent && code !== TAB && !isBreak(code)
}

/** Moves over the blanks before a later line's text, which must not have a tab in its indentation. */
function afterTabs(cursor: Cursor, from: number, lineStart: number, indent: number): number {
  const { text } = cursor
  const margin = cursor.flowDepth > 0 ? cursor.blockColumn + 1 : indent
  let at = from
  for (let code = text.charCodeAt(at); code === SPACE || code === TAB; code = text.charCodeAt(++at)) {
    if (code === TAB && at - lineStart < margin) throw cursor.refuse(tabIndents(), at)
  }
  cursor.blankUpTo = at
  return at
}

interface Continuation {
  readonly start: number
  readonly lineStart: number
  readonly fold: string
}

/** The next line of the scalar that has ended on this one, if it goes on there. */
function continuation(cursor: Cursor, indent: number): Continuation | undefined {
  const { text, rules } = cursor
  const flow = cursor.flowDepth > 0
  let at = cursor.pos
  while (text.charCodeAt(at) === SPACE || (text.charCodeAt(at) === TAB && rules.tabsSeparate)) at++
  if (!isBreak(text.charCodeAt(at))) return undefined
  const first = at
  if (!flow && endsAtNextLine(text, first, indent)) return undefined
  const rest = new Breaks()
  let lineStart = first
  for (;;) {
    const isFirst = at === first
    if (!isFirst) rest.add(text, at)
    lineStart = at = afterBreak(text, at)
    if (isDocumentMarker(text, at)) return undefined
    while (text.charCodeAt(at) === SPACE) at++
    if (rules.tabsSeparate && text.charCodeAt(at) === TAB) at = afterTabs(cursor, at, lineStart, indent)
    if (!isBreak(text.charCodeAt(at))) break
  }
  if (!flow && at - lineStart < indent) return undefined
  if (text.charCodeAt(at) === HASH || endOfLinePart(cursor, at, flow) === at) return undefined
  return { start: at, lineStart, fold: folded(breakText(text, first), rest.toString()) }
}
