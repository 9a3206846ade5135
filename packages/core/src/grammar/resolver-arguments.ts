import {
  interpolatedMapKey,
  missingArgument,
  onlyBlanks,
  textAfterValue,
  unclosed,
  unexpectedInValue,
} from '../messages/interpolation.js'
import type { HydraconfError } from '../text/errors.js'
import type { Argument, Expression, TemplatePart } from '../value/template.js'
import {
  BRACE_CLOSE,
  BRACE_OPEN,
  BRACKET_CLOSE,
  BRACKET_OPEN,
  COLON,
  COMMA,
  DOUBLE_QUOTE,
  isBlank,
  isUnquoted,
  SINGLE_QUOTE,
} from './characters.js'
import { InterpolationCursor } from './interpolation-cursor.js'
import { literalOf } from './literal.js'

/** Reads what a resolver is given: values, which nest, and hold interpolations again. */
export abstract class ArgumentReader extends InterpolationCursor {
  /** `${ … }`, the cursor being on the dollar sign. */
  protected abstract expression(): Expression

  /** Text and interpolations in turn, up to the closing quote. */
  protected abstract parts(quote: number): TemplatePart[]

  singleElement(): Argument {
    const element = this.element()
    if (this.at < this.text.length) throw this.refuse(textAfterValue(this.charAt(this.at)))
    return element
  }

  /**
   * Values between commas, and the closing bracket; undefined if the text ends before it. A place left empty is the empty
   * string, unless there are no commas at all.
   */
  protected sequence(close: number, texts?: string[]): Argument[] | undefined {
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
      else if (!this.passInnerBlanks()) break
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
  private passInnerBlanks(end?: number): boolean {
    const start = this.at
    this.skipBlanks()
    if (this.at === start) return false
    const next = this.code()
    if (next !== COMMA && next !== BRACE_CLOSE && next !== BRACKET_CLOSE && next !== end) return true
    this.at = start
    return false
  }

  private refuseInMap(open: number): HydraconfError {
    if (this.at >= this.text.length) return this.refuse(unclosed('map', '}'), open)
    return this.refuse(unexpectedInValue(this.charAt(this.at)))
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
