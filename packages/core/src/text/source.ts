/**
 * A text that configuration was read from. Its identity is its version: a source port hands out the
 * same object for as long as the text behind it is unchanged, so what was derived from it can be kept by it.
 */
export interface Source {
  /** Where the text came from: a config file, a command-line override, a built-in config, the program itself. */
  readonly kind: 'file' | 'override' | 'builtin' | 'program'
  /** A path, or `override 2`: messages show an override itself instead. */
  readonly name: string
  readonly text: string
}

/** Where a value was written: a stretch `[start, end)` of a source, in UTF-16 units. */
export interface Origin {
  readonly source: Source
  readonly start: number
  readonly end: number
}

/** A place as people count: line and column from 1, the column in characters. */
export interface Place {
  readonly line: number
  readonly column: number
}

/** The line and column of an offset. Scans the text: meant for messages, not for reading. */
export function placeOf(text: string, offset: number): Place {
  let line = 1
  let start = 0
  for (let at = 0; at < offset && at < text.length; at++) {
    if (isLineBreak(text, at)) {
      line++
      start = at + 1
    }
  }
  return { line, column: [...text.slice(start, offset)].length + 1 }
}

/** `conf/config.yaml:4:24`, or the bare name where a position says nothing. An override is shown as it was typed. */
export function describeOrigin(origin: Origin): string {
  const { source } = origin
  if (source.text === '') return source.name
  if (source.kind === 'override' && !BREAK.test(source.text)) return `override ${shortened(source.text)}`
  const { line, column } = placeOf(source.text, origin.start)
  return `${source.name}:${line}:${column}`
}

/** Values that a program hands in were written nowhere that a message could point at. */
export const PROGRAM: Origin = { source: { kind: 'program', name: '<program>', text: '' }, start: 0, end: 0 }

/** Control characters would move the caret or the terminal: each is shown as one placeholder. */
export function printable(text: string): string {
  return text.replace(/\t/g, ' ').replace(/[\u0000-\u001f\u007f-\u009f]/g, '\u00b7')
}

const BREAK = /[\n\r\u0085\u2028\u2029]/

/** Of a long override the beginning is enough to know it by. */
const LONG = 60

function shortened(text: string): string {
  const shown = printable(text)
  return shown.length > LONG ? `${shown.slice(0, LONG - 1)}…` : shown
}

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
