import { nestedTooDeep } from '../messages/interpolation.js'
import { type Complaint, type HydraconfError, raise } from '../text/errors.js'
import type { Origin } from '../text/source.js'
import { BACKSLASH, BRACE_OPEN, DOLLAR, isBlank, isEscapable } from './characters.js'

/** Real OmegaConf runs out of Python's stack between 50 and 200, by what is nested. */
const MAX_DEPTH = 300

/** A place in a text with interpolations, and how deep it is nested there. */
export class InterpolationCursor {
  protected at = 0
  protected depth = 0

  constructor(
    protected readonly text: string,
    private readonly origin: Origin,
  ) {}

  protected atInterpolation(): boolean {
    return this.code() === DOLLAR && this.text.charCodeAt(this.at + 1) === BRACE_OPEN
  }

  protected atEscape(): boolean {
    return this.code() === BACKSLASH && isEscapable(this.text.charCodeAt(this.at + 1))
  }

  protected code(): number {
    return this.text.charCodeAt(this.at)
  }

  protected charAt(at: number): string {
    const code = this.text.codePointAt(at)
    return code === undefined ? '' : String.fromCodePoint(code)
  }

  protected skipBlanks(): void {
    while (isBlank(this.text.charCodeAt(this.at))) this.at++
  }

  protected enter(): void {
    if (++this.depth > MAX_DEPTH) throw this.refuse(nestedTooDeep(MAX_DEPTH))
  }

  protected refuse(complaint: Complaint, start = this.at, end = start + 1): HydraconfError {
    return raise(complaint, originWithin(this.origin, this.text, start, end))
  }
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
