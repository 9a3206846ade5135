import {
  emptyKey,
  emptyText,
  notAResolverName,
  unclosedInterpolation,
  unexpectedInKey,
} from '../messages/interpolation.js'
import type { HydraconfError } from '../text/errors.js'
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
  DOLLAR,
  DOT,
  isKeyPart,
  isWordPart,
  isWordStart,
} from './characters.js'
import { ParseCache } from './parse-cache.js'
import { ArgumentReader } from './resolver-arguments.js'

const known = new ParseCache<Template>()

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

const NO_QUOTE = -1

/**
 * Reads from left to right, each character once or twice. In a string nearly every character is text; between `${` and
 * `}` is a key until a colon makes it a resolver's name; after the colon come values, which nest.
 */
class Reader extends ArgumentReader {
  template(): Template {
    if (this.text === '') throw this.refuse(emptyText())
    return { parts: this.parts(NO_QUOTE) }
  }

  /** Text and interpolations in turn, up to the closing quote (which is left standing) or the end. */
  protected parts(quote: number): TemplatePart[] {
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
  protected expression(): Expression {
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

  private refuseInKey(open: number): HydraconfError {
    if (this.at >= this.text.length) return this.refuse(unclosedInterpolation(), open, open + 2)
    const char = this.charAt(this.at)
    const isEmpty = this.code() === BRACE_CLOSE || this.code() === BRACKET_CLOSE || this.code() === COLON
    return this.refuse(isEmpty ? emptyKey() : unexpectedInKey(char))
  }
}

function isWord(text: string): boolean {
  if (!isWordStart(text.charCodeAt(0))) return false
  for (let at = 1; at < text.length; at++) if (!isWordPart(text.charCodeAt(at))) return false
  return true
}
