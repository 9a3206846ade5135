import type { DialectName, OverrideRules } from '../dialect/dialect.js'
import { dialectOf } from '../dialect/dialects.js'
import { listNotExtended } from '../messages/override.js'
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
  /** Whose language it is in; Hydra 1.3's unless said otherwise. */
  readonly dialect?: DialectName | undefined
}

/**
 * Reads one override of the command line: `db=mysql`, `+trainer.max_epochs=10`, `~db@backup`, `lr=choice(0.1,0.01)`.
 * Accepts what Hydra accepts and gives the value that Hydra gives. Mirrors `OverridesParser.parse_override`.
 *
 * Time grows linearly with the text, whatever it is.
 *
 * @throws HydraconfError of type `OverrideParseException`, with the place in the text and the likely fix
 */
export function parseOverride(input: string | Source, options: ParseOverrideOptions = {}): Override {
  const source: Source = typeof input === 'string' ? { kind: 'override', name: 'override', text: input } : input
  const { text } = source
  const rules = dialectOf(options.dialect).overrides
  const op = opOf(text)
  const { key, end } = readKey(source, PREFIX_LENGTH[op], rules)
  const origin = { source, start: 0, end: text.length }
  if (end === text.length) {
    if (op !== 'delete') throw refusedKey(source, end, rules)
    return { op, key, value: undefined, text, origin }
  }
  const dropped = new Set<string>()
  const reading = { rules, random: options.random ?? seededRandom(0), deprecated: (name: string) => dropped.add(name) }
  const value = new OverrideValueReader(source, end + 1, reading).readAll() ?? EMPTY_TEXT
  const deprecated = dropped.size === 0 ? undefined : [...dropped]
  if (value.kind !== 'extension') {
    return deprecated === undefined ? { op, key, value, text, origin } : { op, key, value, text, origin, deprecated }
  }
  if (op !== 'change') throw raise(listNotExtended({ text }), { ...origin, end })
  return { op: 'extend', key, value: { kind: 'list', items: value.values }, text, origin, deprecated }
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

function opOf(text: string): keyof typeof PREFIX_LENGTH {
  switch (text.charCodeAt(0)) {
    case PLUS:
      return text.charCodeAt(1) === PLUS ? 'force-add' : 'add'
    case TILDE:
      return 'delete'
    default:
      return 'change'
  }
}

interface ReadKey {
  readonly key: OverrideKey
  readonly end: number
}

/** The key, and where it ends: at `=`, or at the end of the text. */
function readKey(source: Source, start: number, rules: OverrideRules): ReadKey {
  const valuePath = rules.readsValuePaths ? valuePathAt(source.text, start) : undefined
  if (valuePath !== undefined) return { key: { name: valuePath, package: undefined }, end: start + valuePath.length }
  const { text } = source
  let end = pathEnd(text, start)
  if (text.charCodeAt(end) === SLASH && isWord(text, start, end)) end = groupEnd(text, end)
  const name = text.slice(start, end)
  if (isNumber(text, start, end)) throw refusedKey(source, start, rules)
  let packageName: string | undefined
  if (text.charCodeAt(end) === AT) {
    const at = end + 1
    end = pathEnd(text, at)
    if (isNumber(text, at, end)) throw refusedKey(source, at, rules)
    packageName = text.slice(at, end)
  }
  if (end !== text.length && text.charCodeAt(end) !== EQUAL) throw refusedKey(source, end, rules)
  return { key: { name, package: packageName }, end }
}

//   ~a.b[0].c\.d=1
//    ^^^^^^^^^^^ a path with brackets or escapes, which names a value and never a group
const VALUE_PATH = (() => {
  const [escaping, char] = ['\\\\[.[\\]=]', '[\\w$-]']
  const plain = '(?:[A-Za-z_$][\\w$-]*|0|[1-9](?:_?\\d)*)'
  const escaped = `${char}*${escaping}(?:${char}|${escaping})*`
  const bracket = `\\[(?:${char}|${escaping})+\\]`
  const dotted = `${plain}(?:\\.${plain})*`
  const head = `(?:(?![\\d_]+\\[)${dotted}${bracket}|${dotted}\\.${escaped}|${escaped})`
  return new RegExp(`${head}(?:${bracket}|\\.${escaped}|\\.${plain})*(?==|$)`, 'y')
})()

function valuePathAt(text: string, start: number): string | undefined {
  const equal = text.indexOf('=')
  const key = equal === -1 ? text : text.slice(0, equal)
  if (!key.includes('[') && !key.includes('\\')) return undefined
  VALUE_PATH.lastIndex = start
  return VALUE_PATH.exec(text)?.[0]
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

function refusedKey(source: Source, at: number, rules: OverrideRules): Error {
  const { complaint, start, end } = diagnoseKey(source.text, at, rules)
  return raise(complaint, { source, start, end })
}

const isDigit = (code: number): boolean => code >= 48 && code <= 57
