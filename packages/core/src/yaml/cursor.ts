import type { YamlReadingRules } from '../dialect/dialect.js'
import { type Complaint, type HydraconfError, raise } from '../text/errors.js'
import type { Origin, Source } from '../text/source.js'
import {
  BYTE_ORDER_MARK,
  CR,
  DASH,
  DOT,
  HASH,
  isBlank,
  isBreak,
  isUnusual,
  LF,
  NUL,
  PERCENT,
  SPACE,
  TAB,
  table,
} from './characters.js'

/** The column of a token that ends every block: the end of the text, `---`, `...`, a directive. */
export const OUTSIDE = -1

/**
 * A place in a text, moving forward, with what PyYAML's scanner knows of it. The text ends in NUL.
 *
 *     key:  value
 *           ^ pos; column 6 counts from lineStart; mayStartKey is false, for `key:` stands before it
 */
export class Cursor {
  readonly text: string
  pos = 0
  lineStart = 0
  /** The column of the token at `pos`, after `toNextToken`. */
  column = 0
  /**
   * Whether a simple key or a block collection may start at the next token: at the start of a line,
   * and after `- `, `? ` and the `: ` of a `? ` key. Inside `[` and `{` the flow reader decides by itself.
   */
  mayStartKey = true
  /** How many `[` and `{` are open. */
  flowDepth = 0
  /** Up to where the lines below a plain text are known to be blank, with tabs in them. */
  blankUpTo = 0
  /** The column of the innermost block that is open. */
  blockColumn = -1
  /**
   * Whether a character was passed that a text may not hold, or that may be half of a pair. The scanners that take any
   * character set it: then the text need not be searched for them before it is read.
   */
  hasUnusual = false

  constructor(
    readonly source: Source,
    readonly rules: YamlReadingRules,
  ) {
    // Joined rather than added: a sum of two strings stays a tree inside the engine, slow to read by character.
    this.text = [source.text, '\0'].join('')
    if (this.text.charCodeAt(0) === BYTE_ORDER_MARK) this.pos = this.lineStart = 1
  }

  /** Where the line ends that goes on at `from`. */
  lineEnd(from: number): number {
    const { text } = this
    let at = from
    for (;;) {
      const code = text.charCodeAt(at)
      if (LINE[code] !== 1) {
        if (!isUnusual(code)) return at
        this.hasUnusual = true
      }
      at++
    }
  }

  /** Moves over spaces, comments and line breaks. */
  toNextToken(): void {
    const { text, rules } = this
    let at = this.pos
    for (;;) {
      let code = text.charCodeAt(at)
      if (code === BYTE_ORDER_MARK && at === this.lineStart && rules.passesByteOrderMarks) code = text.charCodeAt(++at)
      while (code === SPACE || (code === TAB && this.mayPassTabs(at))) code = text.charCodeAt(++at)
      if (code === HASH) {
        at = this.lineEnd(at)
        code = text.charCodeAt(at)
      }
      if (code !== LF && !isBreak(code)) {
        this.pos = at
        this.column =
          code === NUL || (at === this.lineStart && isDocumentLevel(text, at, code)) ? OUTSIDE : at - this.lineStart
        return
      }
      at = code === LF ? at + 1 : afterBreak(text, at)
      this.lineStart = at
      if (this.flowDepth === 0) this.mayStartKey = true
    }
  }

  /** Whether a tab separates tokens: nowhere where it could be indentation. */
  private mayPassTabs(at: number): boolean {
    return this.rules.tabsSeparate && (at < this.blankUpTo || this.flowDepth > 0 || !this.mayStartKey)
  }

  /** Moves over the blanks between a token and what follows it on its line. */
  skipBlanks(): void {
    const { text } = this
    let at = this.pos
    while (text.charCodeAt(at) === SPACE || (text.charCodeAt(at) === TAB && this.rules.tabsSeparate)) at++
    this.pos = at
  }

  origin(start: number, end: number): Origin {
    return { source: this.source, start, end }
  }

  /** The error to throw for something wrong at `start`. */
  refuse(complaint: Complaint, start: number = this.pos, end: number = start + 1): HydraconfError {
    return raise(
      complaint,
      this.origin(Math.min(start, this.source.text.length), Math.min(end, this.source.text.length)),
    )
  }
}

/** What a line of ASCII may hold. */
const LINE = table('\t').fill(1, SPACE, 127)

/** The offset after the break at `at`: `\r\n` is one break. */
export function afterBreak(text: string, at: number): number {
  return text.charCodeAt(at) === CR && text.charCodeAt(at + 1) === LF ? at + 2 : at + 1
}

/** `---` or `...` at the start of a line, followed by a blank. */
export function isDocumentMarker(text: string, at: number): boolean {
  const code = text.charCodeAt(at)
  return (
    (code === DASH || code === DOT) &&
    text.charCodeAt(at + 1) === code &&
    text.charCodeAt(at + 2) === code &&
    isBlank(text.charCodeAt(at + 3))
  )
}

function isDocumentLevel(text: string, at: number, code: number): boolean {
  return code === PERCENT || isDocumentMarker(text, at)
}
