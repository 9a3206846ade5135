import { Lines, type Position } from './lines.js'

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

/** A stretch `[start, end)` of a text, in UTF-16 units. */
export interface Stretch {
  readonly start: number
  readonly end: number
}

/** Where a value was written. */
export interface Origin extends Stretch {
  readonly source: Source
  /** What is shown of the source has `***` for these: values of sensitive keys. */
  readonly hidden?: readonly Stretch[] | undefined
}

/** What stands for a value that is not shown. */
export const MASK = '***'

/** The text of a source as it may be shown, and where the origin is in it. */
export function shownText({ source, start, end, hidden = [] }: Origin): Stretch & { readonly text: string } {
  const stretches = apart(hidden)
  let text = ''
  let at = 0
  for (const one of stretches) {
    text += source.text.slice(at, one.start) + MASK
    at = one.end
  }
  return { text: text + source.text.slice(at), start: shifted(start, stretches), end: shifted(end, stretches) }
}

/** In order; those that overlap are one. */
function apart(stretches: readonly Stretch[]): readonly Stretch[] {
  const found: Stretch[] = []
  for (const one of [...stretches].sort((a, b) => a.start - b.start)) {
    const last = found.at(-1)
    if (last === undefined || one.start >= last.end) found.push(one)
    else if (one.end > last.end) found[found.length - 1] = { start: last.start, end: one.end }
  }
  return found
}

/** Where an offset of a text is in the masked one; of what is masked it is that of the mask. */
function shifted(offset: number, stretches: readonly Stretch[]): number {
  let longer = 0
  for (const { start, end } of stretches) {
    if (start >= offset) break
    if (offset < end) return start + longer
    longer += MASK.length - (end - start)
  }
  return offset + longer
}

/** The line and column of an offset. Scans the text: meant for messages, not for reading. */
export function positionOf(text: string, offset: number): Position {
  return new Lines(text).positionOf(offset)
}

/** The line and column where something was written; a source is scanned once, however often it is asked about. */
export function positionOfOrigin({ source, start }: Origin): Position {
  const known = linesOf.get(source) ?? new Lines(source.text)
  linesOf.set(source, known)
  return known.positionOf(start)
}

const linesOf = new WeakMap<Source, Lines>()

/** `conf/config.yaml:4:24`, or the bare name where a position says nothing. An override is shown as it was typed. */
export function describeOrigin(origin: Origin): string {
  const { source } = origin
  if (source.text === '') return printable(source.name)
  if (source.kind === 'override' && !BREAK.test(source.text)) return `override ${shortened(shownText(origin).text)}`
  const { line, column } = positionOfOrigin(origin)
  return `${printable(source.name)}:${line}:${column}`
}

/** Values that a program hands in were written nowhere that a message could point at. */
export const PROGRAM: Origin = { source: { kind: 'program', name: '<program>', text: '' }, start: 0, end: 0 }

/**
 * Control characters would move the caret or command the terminal, and marks of direction show a line in another order:
 * each is shown as one placeholder.
 */
export function printable(text: string): string {
  return text.replace(/\t/g, ' ').replace(CONTROLS, '\u00b7')
}

/** As `printable`, for a text of several lines. */
export function printableLines(text: string): string {
  return text.replace(CONTROLS, (character) => (character === '\n' ? character : character === '\t' ? ' ' : '\u00b7'))
}

const CONTROLS = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g

const BREAK = /[\n\r\u0085\u2028\u2029]/

/** Of a long override the beginning is enough to know it by. */
const LONG = 60

function shortened(text: string): string {
  const shown = printable(text)
  return shown.length > LONG ? `${shown.slice(0, LONG - 1)}…` : shown
}
