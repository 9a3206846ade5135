/** A position as people count: line and column from 1, the column in characters. */
export interface Position {
  readonly line: number
  readonly column: number
}

/** The lines of a text, for who asks for the positions of many offsets in it. */
export class Lines {
  /** The offset that each line starts at. */
  private readonly starts: number[] = [0]
  /** Whether some characters are two units long, so that offsets do not count them. */
  private readonly hasPairs: boolean
  /** The position asked for last: the next one is often further on in the same line. */
  private last = { offset: 0, line: 1, column: 1 }

  constructor(private readonly text: string) {
    for (let at = 0; at < text.length; at++) if (isLineBreak(text, at)) this.starts.push(at + 1)
    this.hasPairs = /[\ud800-\udbff]/.test(text)
  }

  positionOf(offset: number): Position {
    const line = this.lineOf(offset)
    const start = this.starts[line - 1]!
    if (!this.hasPairs) return { line, column: Math.min(offset, this.text.length) - start + 1 }
    const { last } = this
    const isFurther = last.line === line && last.offset >= start && last.offset <= offset
    const [from, before] = isFurther ? [last.offset, last.column] : [start, 1]
    const column = before + charactersIn(this.text, from, offset)
    this.last = { offset, line, column }
    return { line, column }
  }

  private lineOf(offset: number): number {
    let low = 0
    let high = this.starts.length
    while (high - low > 1) {
      const middle = (low + high) >> 1
      if (this.starts[middle]! <= offset) low = middle
      else high = middle
    }
    return low + 1
  }
}

/** Where a line ends: at what YAML 1.1 calls a break, of which CR LF is one. */
function isLineBreak(text: string, at: number): boolean {
  const code = text.charCodeAt(at)
  return (
    code === 10 ||
    (code === 13 && text.charCodeAt(at + 1) !== 10) ||
    code === 0x85 ||
    code === 0x2028 ||
    code === 0x2029
  )
}

function charactersIn(text: string, from: number, to: number): number {
  let count = 0
  for (let at = from; at < to && at < text.length; at += text.codePointAt(at)! > 0xffff ? 2 : 1) count++
  return count
}
