import { CR, LF, NEXT_LINE } from './characters.js'

/** Line breaks being gathered; a document may hold millions in a row. */
export class Breaks {
  private text = ''
  private newlines = 0

  add(text: string, at: number): void {
    const char = breakText(text, at)
    if (char === '\n') {
      this.newlines++
    } else {
      this.text = this.toString() + char
      this.newlines = 0
    }
  }

  toString(): string {
    return this.text + '\n'.repeat(this.newlines)
  }
}

/** What a line break is in the text of a value: U+2028 and U+2029 stay, every other becomes `\n`. */
export function breakText(text: string, at: number): string {
  const code = text.charCodeAt(at)
  return code === LF || code === CR || code === NEXT_LINE ? '\n' : text[at]!
}

/**
 * What a run of line breaks folds to: one break is a space, and of several each but the first stays.
 * A first break that is U+2028 or U+2029 stays too.
 */
export function folded(first: string, rest: string): string {
  if (first !== '\n') return first + rest
  return rest === '' ? ' ' : rest
}
