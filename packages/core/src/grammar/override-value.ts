import { raise } from '../text/errors.js'
import type { Source } from '../text/source.js'
import { MOST_DIGITS } from '../value/number.js'
import {
  BACKSLASH,
  BRACE_CLOSE,
  BRACE_OPEN,
  BRACKET_CLOSE,
  BRACKET_OPEN,
  COLON,
  COMMA,
  DOLLAR,
  DOUBLE_QUOTE,
  EQUAL,
  isBlank,
  isEscapable,
  isUnquoted,
  isWordPart,
  isWordStart,
  PAREN_CLOSE,
  PAREN_OPEN,
  SINGLE_QUOTE,
} from './characters.js'
import { type Argument, evaluate } from './function-call.js'
import type { Reading } from './function-definition.js'
import { literalOf } from './literal.js'
import { MapEntries } from './map-entries.js'
import type { Element, OverrideValue, QuotedElement, TextElement } from './override.js'
import { diagnoseValue, type Expectation } from './override-diagnosis.js'

export const EMPTY_TEXT: TextElement = { kind: 'text', value: '' }

/** Deeper than Python's stack lets Hydra go, and shallow enough for everything that walks a value after us. */
const MAX_DEPTH = 500

/**
 * Reads what stands after `=`. The language has no spaces of its own: a blank belongs to the bracket, comma or colon
 * beside it, and to a text only between two other characters.
 */
export class OverrideValueReader {
  private readonly text: string
  private depth = 0

  constructor(
    private readonly source: Source,
    private at: number,
    private readonly reading: Reading,
  ) {
    this.text = source.text
  }

  /** The value up to the end of the text; undefined when there is nothing but blanks. */
  readAll(): OverrideValue | undefined {
    this.skipBlanks()
    if (this.at === this.text.length) return undefined
    const first = this.element()
    if (this.at === this.text.length) return first
    const list = [first]
    while (this.at < this.text.length) {
      if (this.codeAfterBlanks() !== COMMA) this.refuse('end')
      this.skipSeparator()
      list.push(this.element())
    }
    return { kind: 'choice', simple: true, list, shuffle: false, tags: [] }
  }

  private element(): OverrideValue {
    const { text, at } = this
    const code = text.charCodeAt(at)
    if (isWordStart(code)) {
      const end = this.wordEnd(at)
      if (codeAfterBlanks(text, end) === PAREN_OPEN && literalOf(text.slice(at, end)) === undefined) {
        return this.nested(() => this.call(end))
      }
      return this.primitive(end, true)
    }
    switch (code) {
      case SINGLE_QUOTE:
      case DOUBLE_QUOTE:
        return this.quoted(code)
      case BRACKET_OPEN:
        return this.nested(() => this.list())
      case BRACE_OPEN:
        return this.nested(() => this.map())
      default: {
        if (!isUnquoted(code) && code !== COLON) this.refuse('value')
        return this.primitive(at, true)
      }
    }
  }

  /**
   * A literal or a text without quotes. `from` is how far its characters are known to be plain.
   * Neither blanks around it nor the backslashes of its escapes are part of it.
   */
  private primitive(from: number, isValue: boolean): Element {
    const { text, at: start } = this
    let at = from
    let end = from
    let unescaped = ''
    let copied = start
    for (;;) {
      const code = text.charCodeAt(at)
      if (isUnquoted(code)) {
        if (code === BACKSLASH && isEscapable(text.charCodeAt(at + 1))) {
          unescaped += text.slice(copied, at)
          copied = at + 1
          at += 2
        } else if (code === DOLLAR && text.charCodeAt(at + 1) === BRACE_OPEN) {
          at = this.interpolationEnd(at, isValue)
        } else {
          at++
        }
        end = at
      } else if (isBlank(code)) {
        at++
      } else if (code === COLON && isValue) {
        // The blanks after a colon are the colon's, and stay even at the end of the text.
        at++
        while (isBlank(text.charCodeAt(at))) at++
        end = at
      } else {
        break
      }
    }
    this.at = at
    if (copied !== start) return { kind: 'text', value: unescaped + text.slice(copied, end) }
    const written = text.slice(start, end)
    const literal = literalOf(written)
    if (literal === undefined) return { kind: 'text', value: written }
    if (literal.kind === 'int' && written.length > MOST_DIGITS) this.refuseLongInt(written, start, end)
    return literal
  }

  //   a=${db.host}/x
  //     ^^^^^^^^^^ up to the first closing brace, whatever is in between
  private interpolationEnd(at: number, isValue: boolean): number {
    const close = this.text.indexOf('}', at + 2)
    if (isValue && close > at + 2) return close + 1
    this.at = at
    this.refuse(isValue ? 'interpolation' : 'map-key')
  }

  private quoted(mark: number): QuotedElement {
    const { text } = this
    const start = this.at + 1
    const quote = mark === SINGLE_QUOTE ? "'" : '"'
    let unescaped = ''
    let copied = start
    for (let from = start; ; ) {
      const found = text.indexOf(quote, from)
      if (found === -1) this.refuse('quote')
      let slashes = 0
      while (found - slashes > copied && text.charCodeAt(found - slashes - 1) === BACKSLASH) slashes++
      // Backslashes count only before a quote: half of them stay, and an odd one frees the quote.
      if (slashes > 0) {
        unescaped += text.slice(copied, found - slashes) + '\\'.repeat(slashes >> 1)
        copied = found
      }
      if (slashes % 2 === 0) {
        this.at = found + 1
        const value = unescaped + text.slice(copied, found)
        return { kind: 'quoted', value, quote: mark === SINGLE_QUOTE ? 'single' : 'double' }
      }
      from = found + 1
    }
  }

  private list(): OverrideValue {
    const items: OverrideValue[] = []
    if (this.opens(BRACKET_CLOSE)) return { kind: 'list', items }
    do items.push(this.element())
    while (this.continues(BRACKET_CLOSE, 'list-end'))
    return { kind: 'list', items }
  }

  private map(): OverrideValue {
    const entries = new MapEntries()
    if (this.opens(BRACE_CLOSE)) return { kind: 'map', entries: entries.list }
    do {
      if (!isUnquoted(this.text.charCodeAt(this.at))) this.refuse('map-key')
      const key = this.primitive(this.at, false)
      if (this.codeAfterBlanks() !== COLON) this.refuse('map-colon')
      this.skipSeparator()
      entries.set(key, this.element())
    } while (this.continues(BRACE_CLOSE, 'map-end'))
    return { kind: 'map', entries: entries.list }
  }

  //   lr=range(0, stop=1, step=0.1)
  //           ^ here
  private call(nameEnd: number): OverrideValue {
    const { at: start, text } = this
    const name = text.slice(start, nameEnd)
    this.at = nameEnd
    this.skipBlanks()
    const args: Argument[] = []
    if (!this.opens(PAREN_CLOSE)) {
      do args.push(this.argument())
      while (this.continues(PAREN_CLOSE, 'call-end'))
    }
    return evaluate({ source: this.source, name, args, start, end: this.at, reading: this.reading })
  }

  private argument(): Argument {
    const { text, at: start } = this
    let name: string | undefined
    if (isWordStart(text.charCodeAt(start))) {
      const end = this.wordEnd(start)
      if (codeAfterBlanks(text, end) === EQUAL && literalOf(text.slice(start, end)) === undefined) {
        name = text.slice(start, end)
        this.at = end
        this.skipSeparator()
      }
    }
    const valueStart = this.at
    const value = this.element()
    return { name, value, start: valueStart, end: this.at }
  }

  private nested(read: () => OverrideValue): OverrideValue {
    if (++this.depth > MAX_DEPTH) this.refuse('depth')
    const value = read()
    this.depth--
    return value
  }

  /** Steps over an opening bracket; true when the closing one follows at once, which it then steps over too. */
  private opens(close: number): boolean {
    this.at++
    this.skipBlanks()
    if (this.text.charCodeAt(this.at) !== close) return false
    this.at++
    return true
  }

  /** Steps over a comma, or over the closing bracket that ends the list. */
  private continues(close: number, expected: Expectation): boolean {
    const code = this.codeAfterBlanks()
    if (code === COMMA) {
      this.skipSeparator()
      return true
    }
    if (code !== close) this.refuse(expected)
    this.skipBlanks()
    this.at++
    return false
  }

  /** Steps over one character and the blanks on both sides of it. */
  private skipSeparator(): void {
    this.skipBlanks()
    this.at++
    this.skipBlanks()
  }

  private skipBlanks(): void {
    while (isBlank(this.text.charCodeAt(this.at))) this.at++
  }

  private codeAfterBlanks(): number {
    return codeAfterBlanks(this.text, this.at)
  }

  private wordEnd(from: number): number {
    let at = from + 1
    while (isWordPart(this.text.charCodeAt(at))) at++
    return at
  }

  private refuse(expected: Expectation): never {
    this.throwAt(this.at, expected)
  }

  private refuseLongInt(written: string, start: number, end: number): void {
    let digits = 0
    for (let at = 0; at < written.length; at++) if (isWordPart(written.charCodeAt(at)) && written[at] !== '_') digits++
    if (digits > MOST_DIGITS && end > start) this.throwAt(start, 'long-int')
  }

  private throwAt(at: number, expected: Expectation): never {
    const { complaint, start, end } = diagnoseValue(this.text, at, expected)
    throw raise(complaint, { source: this.source, start, end })
  }
}

function codeAfterBlanks(text: string, from: number): number {
  let at = from
  while (isBlank(text.charCodeAt(at))) at++
  return text.charCodeAt(at)
}
