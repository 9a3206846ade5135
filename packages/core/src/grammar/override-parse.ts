import { raise } from '../text/errors.js'
import type { Source } from '../text/source.js'
import { AT, DOLLAR, DOT, EQUAL, isWordPart, isWordStart, PLUS, SLASH, TILDE, UNDERSCORE, ZERO } from './characters.js'
import { type Random, seededRandom } from './functions-shuffle.js'
import type { Override, OverrideKey } from './override.js'
import { diagnoseKey } from './override-diagnosis.js'
import { EMPTY_TEXT, OverrideValueReader } from './override-value.js'

/** What reading an override depends on beside its text. */
export interface ParseOverrideOptions {
  /** What `shuffle([a,b])` draws from; numbers in [0, 1). Without it the order is a fixed one, the same at every run. */
  readonly random?: Random | undefined
}

/**
 * Reads one override of the command line: `db=mysql`, `+trainer.max_epochs=10`, `~db@backup`, `lr=choice(0.1,0.01)`.
 * Accepts what Hydra 1.3 accepts and gives the value that Hydra gives. Mirrors `OverridesParser.parse_override`.
 *
 * Time grows linearly with the text, whatever it is.
 *
 * @throws HydraconfError of type `OverrideParseException`, with the place in the text and the likely fix
 */
export function parseOverride(input: string | Source, options: ParseOverrideOptions = {}): Override {
  const source: Source = typeof input === 'string' ? { kind: 'override', name: 'override', text: input } : input
  const { text } = source
  const op = opOf(text)
  const key = readKey(source, PREFIX_LENGTH[op])
  const value =
    key.end === text.length
      ? undefined
      : (new OverrideValueReader(source, key.end + 1, options.random ?? seededRandom(0)).readAll() ?? EMPTY_TEXT)
  if (value === undefined && op !== 'delete') throw refusedKey(source, key.end)
  return { op, key: key.key, value, text, origin: { source, start: 0, end: text.length } }
}

/**
 * Reads the overrides of a command line, in order.
 * Mirrors `OverridesParser.parse_overrides`.
 *
 * @throws HydraconfError of type `OverrideParseException` at the first that does not parse
 */
export function parseOverrides(
  inputs: readonly (string | Source)[],
  options: ParseOverrideOptions = {},
): readonly Override[] {
  return inputs.map((input, index) =>
    parseOverride(
      typeof input === 'string' ? { kind: 'override', name: `override ${index + 1}`, text: input } : input,
      options,
    ),
  )
}

const PREFIX_LENGTH = { change: 0, add: 1, 'force-add': 2, delete: 1 } as const

function opOf(text: string): Override['op'] {
  switch (text.charCodeAt(0)) {
    case PLUS:
      return text.charCodeAt(1) === PLUS ? 'force-add' : 'add'
    case TILDE:
      return 'delete'
    default:
      return 'change'
  }
}

/** The key, and where it ends: at `=`, or at the end of the text. */
function readKey(source: Source, start: number): { readonly key: OverrideKey; readonly end: number } {
  const { text } = source
  let end = pathEnd(text, start)
  if (text.charCodeAt(end) === SLASH && isWord(text, start, end)) end = groupEnd(text, end)
  const name = text.slice(start, end)
  if (isNumber(text, start, end)) throw refusedKey(source, start)
  let packageName: string | undefined
  if (text.charCodeAt(end) === AT) {
    const at = end + 1
    end = pathEnd(text, at)
    if (isNumber(text, at, end)) throw refusedKey(source, at)
    packageName = text.slice(at, end)
  }
  if (end !== text.length && text.charCodeAt(end) !== EQUAL) throw refusedKey(source, end)
  return { key: { name, package: packageName }, end }
}

//   ++db.0.$x@backup=1
//     ^^^^^^^ a path: segments with dots between; none at all is a path too
function pathEnd(text: string, start: number): number {
  let end = segmentEnd(text, start)
  if (end === start) return start
  while (text.charCodeAt(end) === DOT) {
    const next = segmentEnd(text, end + 1)
    if (next === end + 1) break
    end = next
  }
  return end
}

/** Where a segment of a path ends: a word that may hold `$`, or an int without leading zeros. */
function segmentEnd(text: string, start: number): number {
  const first = text.charCodeAt(start)
  let at = start
  if (isWordStart(first) || first === DOLLAR) {
    at++
    for (let code = text.charCodeAt(at); isWordPart(code) || code === DOLLAR; code = text.charCodeAt(at)) at++
    return at
  }
  if (first === ZERO) return at + 1
  if (!isDigit(first)) return at
  for (;;) {
    while (isDigit(text.charCodeAt(at))) at++
    if (text.charCodeAt(at) !== UNDERSCORE || !isDigit(text.charCodeAt(at + 1))) return at
    at++
  }
}

//   hydra/job_logging=none
//        ^^^^^^^^^^^^ further folders of a group: words, without dots or `$`
function groupEnd(text: string, start: number): number {
  let end = start
  while (text.charCodeAt(end) === SLASH && isWordStart(text.charCodeAt(end + 1))) {
    end += 2
    while (isWordPart(text.charCodeAt(end))) end++
  }
  return end
}

function isWord(text: string, start: number, end: number): boolean {
  if (!isWordStart(text.charCodeAt(start))) return false
  for (let at = start; at < end; at++) if (!isWordPart(text.charCodeAt(at))) return false
  return true
}

/** An int alone is no key: `1=x` cannot be written, `1.5=x` can. */
function isNumber(text: string, start: number, end: number): boolean {
  return isDigit(text.charCodeAt(start)) && !text.slice(start, end).includes('.')
}

function refusedKey(source: Source, at: number): Error {
  const { complaint, start, end } = diagnoseKey(source.text, at)
  return raise(complaint, { source, start, end })
}

const isDigit = (code: number): boolean => code >= 48 && code <= 57
