import { describeOrigin, type Origin, positionOfOrigin, printable, shownText } from './source.js'

/** A long line is shown only around the place; this many characters on either side. */
const AROUND = 60

/**
 * The place of an origin, and its line with a caret under it:
 * ```
 *   conf/config.yaml:4:16
 * 4 |   - optimizer: nope
 *                    ^^^^
 * ```
 * An override is a line by itself:
 * ```
 *   override optimizer=nope
 *                      ^^^^
 * ```
 */
export function codeFrame(origin: Origin): string {
  const { source } = origin
  if (source.text === '') return source.name === '<program>' ? '' : `  ${printable(source.name)}`
  const { text, start, end } = shownText(origin)
  const from = lineStart(text, start)
  const to = lineEnd(text, start)
  const left = Math.max(from, start - AROUND)
  const right = Math.min(to, Math.max(start + AROUND, left + 2 * AROUND))
  const shown = (left > from ? '…' : '') + printable(text.slice(left, right)) + (right < to ? '…' : '')
  const before = (left > from ? 1 : 0) + [...text.slice(left, start)].length
  const width = Math.max(1, [...text.slice(start, Math.min(end, right))].length)
  const isLine = source.kind === 'override' && from === 0 && to === text.length
  const gutter = isLine ? '  override ' : `${positionOfOrigin(origin).line} | `
  const place = isLine ? '' : `  ${describeOrigin(origin)}\n`
  return `${place}${gutter}${shown}\n${' '.repeat(gutter.length + before)}${'^'.repeat(width)}`
}

const BREAK = /[\n\r\u0085\u2028\u2029]/

function lineStart(text: string, offset: number): number {
  let at = offset
  while (at > 0 && !BREAK.test(text[at - 1]!)) at--
  return at
}

function lineEnd(text: string, offset: number): number {
  let at = offset
  while (at < text.length && !BREAK.test(text[at]!)) at++
  return at
}
