import {
  emptyKey,
  emptyText,
  interpolatedMapKey,
  missingArgument,
  nestedTooDeep,
  notAResolverName,
  onlyBlanks,
  textAfterValue,
  unclosed,
  unclosedInterpolation,
  unexpectedInKey,
  unexpectedInValue,
} from '../messages/interpolation.js'
import { type Complaint, type HydraconfError, raise } from '../text/errors.js'
import { type Origin, PROGRAM } from '../text/source.js'
import { splitKey } from '../value/path.js'
import type { Argument, Call, Expression, Template, TemplatePart } from '../value/template.js'
import {
  BACKSLASH,
  BRACE_CLOSE,
  BRACE_OPEN,
  BRACKET_CLOSE,
  BRACKET_OPEN,
  COLON,
  COMMA,
  DOLLAR,
  DOT,
  DOUBLE_QUOTE,
  isBlank,
  isEscapable,
  isKeyPart,
  isUnquoted,
  isWordPart,
  isWordStart,
  SINGLE_QUOTE,
} from './characters.js'
import { literalOf } from './literal.js'
import { Memo } from './memo.js'

const known = new Memo<Template>()

/**
 * A whole string with its interpolations (OmegaConf's rule `configValue`): `data/${name}_${oc.env:USER,'me too'}.txt`.
 * Parsed once for as long as the text is in use.
 *
 * @throws GrammarParseError where the text is not well formed.
 */
export function parseTemplate(text: string, origin: Origin = PROGRAM): Template {
  return known.get(text) ?? known.keep(text, new Reader(text, origin).template())
}

/**
 * One value as a resolver's argument has it (OmegaConf's rule `singleElement`): `[1, a b, {k: ${x}}]`.
 *
 * @throws GrammarParseError where the text is not well formed
 */
export function parseElement(text: string, origin: Origin = PROGRAM): Argument {
  return new Reader(text, origin).singleElement()
}

/** Real OmegaConf runs out of Python's stack between 50 and 200, by what is nested. */
const DEEPEST = 300

const NO_QUOTE = -1

/**
 * Reads from left to right, each character once or twice. In a string nearly every character is text; between `${` and
 * `}` is a key until a colon makes it a resolver's name; after the colon come values, which nest.
 */
class Reader {
  private at = 0
  private depth = 0

  constructor(
    private readonly text: string,
    private readonly origin: Origin,
  ) {}

  template(): Template {
    if (this.text === '') throw this.refuse(emptyText())
    return { parts: this.parts(NO_QUOTE) }
  }

  singleElement(): Argument {
    const element = this.element()
    if (this.at < this.text.length) throw this.refuse(textAfterValue(this.charAt(this.at)))
    return element
  }

  /** Text and interpolations in turn, up to the closing quote (which is left standing) or the end. */
  private parts(quote: number): TemplatePart[] {
    const parts: TemplatePart[] = []
    for (;;) {
      const text = this.plainText(quote)
      if (text !== '') parts.push(text)
      if (this.code() !== DOLLAR) return parts
      parts.push(this.expression())
    }
  }

  /**
   * Text up to the next interpolation, quote or end. Backslashes mean something only right before one of these:
   * ```
   *   \${a}     the text ${a}          a\b   \\   \$5     as they are
   *   \\${a}    \ and the value of a
   * ```
   */
  private plainText(quote: number): string {
    const { text } = this
    let out = ''
    let from = this.at
    while (this.at < text.length) {
      const code = text.charCodeAt(this.at)
      if (code === quote || (code === DOLLAR && text.charCodeAt(this.at + 1) === BRACE_OPEN)) break
      if (code !== BACKSLASH) {
        this.at++
        continue
      }
      const start = this.at
      while (text.charCodeAt(this.at) === BACKSLASH) this.at++
      const next = text.charCodeAt(this.at)
      const beforeQuote = next === quote
      if (!beforeQuote && !(next === DOLLAR && text.charCodeAt(this.at + 1) === BRACE_OPEN)) continue
      const count = this.at - start
      out += text.slice(from, start + (count >> 1))
      from = this.at
      if (count % 2 === 1) this.at += beforeQuote ? 1 : 2
    }
    return out + text.slice(from, this.at)
  }

  /** `${ … }`, the cursor being on the dollar sign. */
  private expression(): Expression {
    const open = this.at
    this.enter()
    this.at += 2
    this.skipBlanks()
    const start = this.at
    const pieces: (string | Expression)[] = []
    const path: string[] = []
    const names: (string | Expression)[] = []
    let pieceStart = start
    let onlyNames = this.code() !== DOT && this.code() !== BRACKET_OPEN

    const key = (): void => {
      if (this.atInterpolation()) {
        if (this.at > pieceStart) pieces.push(this.text.slice(pieceStart, this.at))
        const inner = this.expression()
        pieces.push(inner)
        names.push(inner)
        pieceStart = this.at
        return
      }
      const from = this.at
      while (isKeyPart(this.code())) this.at++
      if (this.at === from) throw this.refuseInKey(open)
      const word = this.text.slice(from, this.at)
      path.push(word)
      names.push(word)
    }
    const bracketedKey = (): void => {
      onlyNames = false
      this.at++
      key()
      if (this.code() !== BRACKET_CLOSE) throw this.refuseInKey(open)
      this.at++
    }

    while (this.code() === DOT) this.at++
    const dots = this.at - start
    if (this.code() === BRACKET_OPEN) bracketedKey()
    else key()
    for (;;) {
      if (this.code() === BRACKET_OPEN) bracketedKey()
      else if (this.code() === DOT) {
        this.at++
        key()
      } else break
    }

    const end = this.at
    this.skipBlanks()
    const closing = this.code()
    if (closing === COLON && onlyNames) return this.call(names, open)
    if (closing !== BRACE_CLOSE) throw this.refuseInKey(open)
    this.at++
    this.depth--
    const text = this.text.slice(start, end)
    if (pieces.length === 0)
      return { kind: 'reference', text, dots, path: text.includes('\n') ? splitKey(text.slice(dots)) : path }
    if (end > pieceStart) pieces.push(this.text.slice(pieceStart, end))
    return { kind: 'computed', pieces }
  }

  /** What follows a resolver's name, the cursor being on the colon. */
  private call(name: readonly (string | Expression)[], open: number): Call {
    for (const part of name) if (typeof part === 'string' && !isWord(part)) throw this.refuse(notAResolverName(part))
    this.at++
    this.skipBlanks()
    const argTexts: string[] = []
    const args = this.sequence(BRACE_CLOSE, argTexts)
    if (args === undefined) throw this.refuse(unclosedInterpolation(), open)
    this.depth--
    return { kind: 'call', name, args, argTexts }
  }

  /**
   * Values between commas, and the closing bracket; undefined if the text ends before it. A place left empty is the empty
   * string, unless there are no commas at all.
   */
  private sequence(close: number, texts?: string[]): Argument[] | undefined {
    const items: Argument[] = []
    if (this.code() === close) {
      this.at++
      return items
    }
    for (;;) {
      const start = this.at
      const isEmpty = this.code() === COMMA || this.code() === close
      items.push(isEmpty ? EMPTY : this.element())
      texts?.push(this.text.slice(start, this.at))
      this.skipBlanks()
      const code = this.code()
      if (code !== COMMA && code !== close) {
        if (this.at >= this.text.length) return undefined
        throw this.refuse(unexpectedInValue(this.charAt(this.at)))
      }
      this.at++
      if (code === close) return items
      this.skipBlanks()
    }
  }

  private element(): Argument {
    const code = this.code()
    switch (code) {
      case SINGLE_QUOTE:
      case DOUBLE_QUOTE:
        return this.quoted(code)
      case BRACKET_OPEN:
        return this.list()
      case BRACE_OPEN:
        return this.map()
      default:
        return this.primitive()
    }
  }

  private quoted(quote: number): Argument {
    const open = this.at++
    const parts = this.parts(quote)
    if (this.code() !== quote) throw this.refuse(unclosed('quoted string', String.fromCharCode(quote)), open)
    this.at++
    return { kind: 'text', template: { parts }, quoted: true }
  }

  private list(): Argument {
    const open = this.at
    this.enter()
    this.at++
    this.skipBlanks()
    const items = this.sequence(BRACKET_CLOSE)
    if (items === undefined) throw this.refuse(unclosed('list', ']'), open)
    this.depth--
    return { kind: 'list', items }
  }

  /** `{key: value, …}`: unlike in a list no place may be empty. */
  private map(): Argument {
    const open = this.at
    this.enter()
    this.at++
    this.skipBlanks()
    const entries: (readonly [Argument, Argument])[] = []
    if (this.code() === BRACE_CLOSE) this.at++
    else {
      for (;;) {
        const key = this.mapKey()
        if (this.code() !== COLON) throw this.refuseInMap(open)
        this.at++
        this.skipBlanks()
        entries.push([key, this.element()])
        this.skipBlanks()
        const code = this.code()
        if (code !== COMMA && code !== BRACE_CLOSE) throw this.refuseInMap(open)
        this.at++
        if (code === BRACE_CLOSE) break
        this.skipBlanks()
      }
    }
    this.depth--
    return { kind: 'map', entries }
  }

  /**
   * A value without quotes: a literal if that is all there is, else text and interpolations. Blanks within it are kept,
   * those before a comma or a closing bracket are not; colons keep theirs.
   */
  private primitive(): Argument {
    const parts: TemplatePart[] = []
    const start = this.at
    let out = ''
    let from = start
    let isRaw = true
    const flush = (end: number): void => {
      out += this.text.slice(from, end)
      if (out !== '') parts.push(out)
      out = ''
    }

    for (;;) {
      if (this.atInterpolation()) {
        flush(this.at)
        parts.push(this.expression())
        from = this.at
        isRaw = false
      } else if (this.atEscape()) {
        out += this.text.slice(from, this.at)
        from = this.at + 1
        this.at += 2
        isRaw = false
      } else if (this.code() === COLON) {
        this.at++
        this.skipBlanks()
      } else if (isUnquoted(this.code())) this.at++
      else if (!this.passInnerBlanks(NO_QUOTE)) break
    }
    if (this.at === start) {
      throw this.refuse(this.at < this.text.length ? unexpectedInValue(this.charAt(this.at)) : missingArgument())
    }
    if (isRaw) {
      const text = this.text.slice(start, this.at)
      return isOnlyBlanks(text) ? BLANK_VALUE : (literalOf(text) ?? plain(text))
    }
    flush(this.at)
    return { kind: 'text', template: { parts }, quoted: false }
  }

  /** As `primitive`, but a colon ends it, and nothing in it is computed. */
  private mapKey(): Argument {
    const start = this.at
    let out = ''
    let from = start
    let isRaw = true
    for (;;) {
      if (this.atInterpolation()) throw this.refuse(interpolatedMapKey())
      if (this.atEscape()) {
        out += this.text.slice(from, this.at)
        from = this.at + 1
        this.at += 2
        isRaw = false
      } else if (isUnquoted(this.code())) this.at++
      else if (!this.passInnerBlanks(COLON)) break
    }
    if (this.at === start) throw this.refuse(interpolatedMapKey())
    const text = out + this.text.slice(from, this.at)
    this.skipBlanks()
    return (isRaw ? literalOf(text) : undefined) ?? plain(text)
  }

  /** Passes blanks, unless they stand before what closes a value, or before `end`. */
  private passInnerBlanks(end: number): boolean {
    const start = this.at
    this.skipBlanks()
    if (this.at === start) return false
    const next = this.code()
    if (next !== COMMA && next !== BRACE_CLOSE && next !== BRACKET_CLOSE && next !== end) return true
    this.at = start
    return false
  }

  private atInterpolation(): boolean {
    return this.code() === DOLLAR && this.text.charCodeAt(this.at + 1) === BRACE_OPEN
  }

  private atEscape(): boolean {
    return this.code() === BACKSLASH && isEscapable(this.text.charCodeAt(this.at + 1))
  }

  private code(): number {
    return this.text.charCodeAt(this.at)
  }

  private charAt(at: number): string {
    const code = this.text.codePointAt(at)
    return code === undefined ? '' : String.fromCodePoint(code)
  }

  private skipBlanks(): void {
    while (isBlank(this.text.charCodeAt(this.at))) this.at++
  }

  private enter(): void {
    if (++this.depth > DEEPEST) throw this.refuse(nestedTooDeep(DEEPEST))
  }

  private refuseInKey(open: number): HydraconfError {
    if (this.at >= this.text.length) return this.refuse(unclosedInterpolation(), open, open + 2)
    const char = this.charAt(this.at)
    const isEmpty = this.code() === BRACE_CLOSE || this.code() === BRACKET_CLOSE || this.code() === COLON
    return this.refuse(isEmpty ? emptyKey() : unexpectedInKey(char))
  }

  private refuseInMap(open: number): HydraconfError {
    if (this.at >= this.text.length) return this.refuse(unclosed('map', '}'), open)
    return this.refuse(unexpectedInValue(this.charAt(this.at)))
  }

  private refuse(complaint: Complaint, start = this.at, end = start + 1): HydraconfError {
    return raise(complaint, originWithin(this.origin, this.text, start, end))
  }
}

const EMPTY = plain('')

function plain(text: string): Argument {
  return { kind: 'text', template: { parts: text === '' ? [] : [text] }, quoted: false }
}

/** The grammar lets blanks pass for a value; what evaluates them does not. */
const BLANK_VALUE: Argument = {
  kind: 'text',
  template: { parts: [{ kind: 'refused', complaint: onlyBlanks() }] },
  quoted: false,
}

function isOnlyBlanks(text: string): boolean {
  for (let at = 0; at < text.length; at++) if (!isBlank(text.charCodeAt(at))) return false
  return true
}

function isWord(text: string): boolean {
  if (!isWordStart(text.charCodeAt(0))) return false
  for (let at = 1; at < text.length; at++) if (!isWordPart(text.charCodeAt(at))) return false
  return true
}

/** The stretch of a source that a stretch of a value's text was read from, as far as it was written there as it is. */
function originWithin(origin: Origin, text: string, start: number, end: number): Origin {
  const { source } = origin
  if (source.text === '') return { source: { ...source, text }, start, end }
  for (const from of [origin.start, origin.start + 1]) {
    if (source.text.startsWith(text, from)) return { source, start: from + start, end: from + end }
  }
  return origin
}
