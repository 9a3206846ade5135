/** A word of a command line, and where it stands in it. */
export interface ShellWord {
  readonly value: string
  readonly start: number
  readonly end: number
  /** Where each character of the value stands in the line. */
  readonly offsets: readonly number[]
}

/** A line as a POSIX shell splits it: quotes and backslashes are taken off. A quote that is left open lasts to the end. */
export function splitWords(line: string): readonly ShellWord[] {
  const words: ShellWord[] = []
  let at = 0
  while (at < line.length) {
    if (/\s/.test(line[at]!)) at++
    else {
      const word = wordFrom(line, at)
      words.push(word)
      at = word.end
    }
  }
  return words
}

function wordFrom(line: string, start: number): ShellWord {
  let value = ''
  const offsets: number[] = []
  let quote = ''
  let at = start
  const take = (): void => {
    value += line[at]
    offsets.push(at)
  }
  for (; at < line.length; at++) {
    const character = line[at]!
    if (quote === '' && /\s/.test(character)) break
    if (character === quote) quote = ''
    else if (quote === '' && (character === "'" || character === '"')) quote = character
    else if (character === '\\' && isEscape(line, at, quote)) {
      at++
      take()
    } else take()
  }
  return { value, start, end: at, offsets }
}

/** In double quotes a backslash is one unless it stands before what it would escape. */
function isEscape(line: string, at: number, quote: string): boolean {
  if (at + 1 >= line.length || quote === "'") return false
  return quote === '' || '"\\$`'.includes(line[at + 1]!)
}

/** A word as it has to be typed in a shell. */
export function quoted(word: string): string {
  if (/^[\w./@=:+,~%-]+$/.test(word) && !word.startsWith('~')) return word
  return `'${word.replaceAll("'", "'\\''")}'`
}

export function joined(words: readonly string[]): string {
  return words.map(quoted).join(' ')
}
