import type { StreamParser, StringStream } from '@codemirror/language'

/** What the lines before tell of a line. */
interface Before {
  /** The quote of a text that is not closed yet; empty where there is none. */
  quote: '"' | "'" | ''
  /** Where the key or dash stands that a block text hangs on: its lines are those that begin further right. */
  block: number | undefined
  /** How many `[` and `{` are open. */
  open: number
  /** Where the last key or dash stands. */
  column: number
  /** Whether a value or key may begin here, and not merely go on. */
  isStart: boolean
}

/**
 * The colours of YAML, line by line. A grammar needs the whole text for its tree, a quarter of a second for a config of 60 KB, where a
 * page may be busy for a moment: here the lines in sight are enough, with those above them. What a value is, a number or a text, is
 * the engine's to say.
 */
export const yamlColours: StreamParser<Before> = {
  name: 'yaml',
  startState: () => ({ quote: '', block: undefined, open: 0, column: -1, isStart: true }),
  copyState: (before) => ({ ...before }),
  token(stream, before) {
    if (stream.sol()) {
      if (before.block !== undefined && isBlockText(stream, before.block)) return skipped(stream, 'content')
      before.block = undefined
      if (before.quote === '') {
        if (before.open === 0) before.column = -1
        before.isStart = true
        if (stream.match(/^%.*/)) return 'keyword'
        if (stream.match(/^(---|\.\.\.)(?=\s|$)/)) return 'meta'
      }
    }
    if (before.quote !== '') return quoted(stream, before)
    if (stream.eatSpace()) return null
    if (stream.peek() === '#' && isSpace(stream.string[stream.pos - 1])) return skipped(stream, 'comment')
    return separator(stream, before) ?? (before.isStart ? begun(stream, before) : plain(stream, before))
  },
  languageData: { commentTokens: { line: '#' } },
}

function isBlockText(stream: StringStream, column: number): boolean {
  return stream.indentation() > column || stream.string.trim() === ''
}

/** What stands between values. */
function separator(stream: StringStream, before: Before): string | null {
  const { open, isStart } = before
  const { start } = stream
  if (open === 0 && isStart && stream.match(/^[-?](?=\s|$)/)) {
    before.column = start
    return 'separator'
  }
  if (stream.match(open > 0 ? /^:(?=[\s,[\]{}]|$)/ : /^:(?=\s|$)/) || (open > 0 && stream.eat(','))) {
    before.isStart = true
    return 'separator'
  }
  const isOpening = isStart && stream.match(/^[[{]/) !== null
  const isClosing = !isOpening && open > 0 && stream.match(/^[\]}]/) !== null
  if (!isOpening && !isClosing) return null
  before.open += isOpening ? 1 : -1
  before.isStart = isOpening
  return /[{}]/.test(stream.current()) ? 'brace' : 'squareBracket'
}

/** What a value or key begins with. */
function begun(stream: StringStream, before: Before): string | null {
  if (stream.match(/^[&*][^\s,[\]{}]+/)) return 'labelName'
  if (stream.match(/^![^\s,[\]{}]*/)) return 'typeName'
  if (before.open === 0 && stream.match(/^[|>][-+0-9]*(?=\s|$)/)) {
    before.block = before.column
    before.isStart = false
    return 'string.special'
  }
  const quote = stream.eat(/['"]/)
  if (!quote) return plain(stream, before)
  before.quote = quote as '"' | "'"
  return quoted(stream, before)
}

/** A quoted text, or what of it stands on this line. */
function quoted(stream: StringStream, before: Before): string {
  const { start, string } = stream
  const { quote } = before
  for (let at = stream.pos; at < string.length; at++) {
    if (quote === '"' && string[at] === '\\') at++
    else if (string[at] === quote) {
      stream.pos = at + 1
      if (quote === "'" && stream.eat(quote)) at++
      else {
        before.quote = ''
        return ended(stream, before, start, 'string')
      }
    }
  }
  stream.skipToEnd()
  return 'string'
}

/** A text without quotes, up to what ends it. */
function plain(stream: StringStream, before: Before): string {
  const { start, string } = stream
  let at = stream.pos + 1
  while (at < string.length && !isEnd(string, at, before.open > 0)) at++
  stream.pos = at
  return ended(stream, before, start, 'content')
}

function isEnd(text: string, at: number, isInside: boolean): boolean {
  const char = text[at]!
  if (char === '#') return isSpace(text[at - 1])
  if (isInside && FLOW.includes(char)) return true
  return char === ':' && (isSpace(text[at + 1]) || (isInside && FLOW.includes(text[at + 1]!)))
}

const FLOW = ',[]{}'

/** What ended is a key where a colon follows. */
function ended(stream: StringStream, before: Before, start: number, otherwise: string): string {
  const isKey = before.isStart && /^\s*:(\s|$)/.test(stream.string.slice(stream.pos))
  if (isKey && before.open === 0) before.column = start
  before.isStart = false
  return isKey ? 'propertyName.definition' : otherwise
}

function skipped(stream: StringStream, token: string): string {
  stream.skipToEnd()
  return token
}

/** Also where a line begins or ends. */
function isSpace(char: string | undefined): boolean {
  return char === undefined || ' \t\r'.includes(char)
}
