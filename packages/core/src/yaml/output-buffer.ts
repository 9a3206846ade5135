import { tooLongToWrite } from '../messages/yaml.js'
import { raise } from '../text/errors.js'

/**
 * Text being written, with what PyYAML's emitter remembers of its end:
 *
 *     key: 'text'
 *                ^ column 11; no whitespace before; not only indentation and indicators on this line
 */
export class OutputBuffer {
  /** The text since the last chunk. */
  private text = ''
  private readonly chunks: string[] = []
  private inChunks = 0
  /** How many lines are done. */
  lines = 0
  /** In characters, as Python counts them. */
  column = 0
  private endsInSpace = true
  /** Whether the line holds nothing but indentation and the indicators `-`, `?` and `:`. */
  isIndention = true

  /** All that was written. */
  toString(): string {
    return this.chunks.join('') + this.text
  }

  /** An indicator, with a space before it where one is needed. */
  indicator(text: string, needsSpace: boolean): void {
    const data = this.endsInSpace || !needsSpace ? text : ` ${text}`
    this.text += data
    this.column += data.length
    this.endsInSpace = false
    this.isIndention = false
  }

  /** `-`, `?` or the `:` of a `? ` key: a nested block may start on the same line. */
  blockIndicator(text: string): void {
    const { isIndention } = this
    this.indicator(text, true)
    this.isIndention = isIndention
  }

  /** Text that was measured: `width` characters. */
  write(text: string, width: number): void {
    this.text += text
    this.column += width
  }

  /** Starts a word of a plain scalar. */
  startPlain(): void {
    if (!this.endsInSpace) this.write(' ', 1)
    this.endsInSpace = false
    this.isIndention = false
  }

  /** Goes to the column `indent`: on this line if nothing but indentation is on it, else on the next. */
  indent(indent: number): void {
    if (!this.isIndention || this.column > indent || (this.column === indent && !this.endsInSpace)) this.lineBreak()
    if (this.column < indent) {
      this.text += spaces(indent - this.column)
      this.column = indent
      this.endsInSpace = true
    }
  }

  /** As `indent`, inside a scalar that goes on there. */
  foldTo(indent: number): void {
    this.indent(indent)
    this.endsInSpace = false
    this.isIndention = false
  }

  lineBreak(char = '\n'): void {
    if (this.text.length < CHUNK) {
      this.text += char
    } else {
      // A sum of strings stays a tree inside the engine, and the tree of a long text costs more than the text: joined,
      // its parts are let go.
      this.chunks.push([this.text, char].join(''))
      this.inChunks += this.text.length + char.length
      this.text = ''
      if (this.inChunks > LONGEST) throw raise(tooLongToWrite(LONGEST))
    }
    if (char === '\n') this.lines++
    this.column = 0
    this.endsInSpace = true
    this.isIndention = true
  }
}

const CHUNK = 4096
/** Far below what a string can hold, since one more scalar comes on top. */
const LONGEST = 2 ** 28
const SPACES = ' '.repeat(64)

function spaces(count: number): string {
  return count <= 64 ? SPACES.slice(0, count) : ' '.repeat(count)
}
