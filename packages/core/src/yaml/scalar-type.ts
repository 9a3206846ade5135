import { MOST_DIGITS, readFloat, readInt } from '../value/number.js'
import { shortNumber } from './short-number.js'

/**
 * What an untagged plain scalar is: YAML 1.1 as PyYAML has it, with OmegaConf's rule for floats and without dates.
 * A rule is only asked when a text starts with one of its characters, and the first rule that fits wins.
 *
 * | starts with   | rules in order                          | examples                                              |
 * |---------------|-----------------------------------------|-------------------------------------------------------|
 * | letters       | bool, null                              | `yes` `On` `FALSE`, `null`; not `y`, not `nULL`       |
 * | `+ - . 0..9`  | float, int, float as OmegaConf adds it  | `1.` `1e3` `.5` `12:30.5`, `010` is 8, `0o17` is text |
 * | `~`, nothing  | null                                    |                                                       |
 * | `<`, `=`      | merge key, value key                    | `<<`, `=`                                             |
 */
export type PlainScalar =
  | { readonly kind: 'str' }
  | { readonly kind: 'null' }
  | { readonly kind: 'bool'; readonly value: boolean }
  | { readonly kind: 'int'; readonly value: bigint }
  | { readonly kind: 'float'; readonly value: number }
  /** `<<` */
  | { readonly kind: 'merge' }
  /** `=` */
  | { readonly kind: 'default' }
  /** Reads as a number by its rule, and Python's conversion then fails: `0x_`. */
  | { readonly kind: 'broken'; readonly expected: 'int' | 'float' }

export function plainScalar(text: string): PlainScalar {
  const first = text.charCodeAt(0)
  switch (first < 128 ? FIRST[first] : ORDINARY) {
    case WORD:
      return text.length > 5 ? STR : (WORDS.get(text) ?? STR)
    case NUMBER:
      return number(text)
    case SYMBOL:
      return WORDS.get(text) ?? STR
    default:
      return text === '' ? NULL : STR
  }
}

const ORDINARY = 0
const WORD = 1
const NUMBER = 2
const SYMBOL = 3

const FIRST = new Uint8Array(128)
for (const char of 'yYnNtTfFoO') FIRST[char.charCodeAt(0)] = WORD
for (const char of '+-.0123456789') FIRST[char.charCodeAt(0)] = NUMBER
for (const char of '~<=') FIRST[char.charCodeAt(0)] = SYMBOL

const STR: PlainScalar = { kind: 'str' }
const NULL: PlainScalar = { kind: 'null' }
const TRUE: PlainScalar = { kind: 'bool', value: true }
const FALSE: PlainScalar = { kind: 'bool', value: false }

const WORDS: ReadonlyMap<string, PlainScalar> = new Map<string, PlainScalar>([
  ...spellings('yes', TRUE),
  ...spellings('true', TRUE),
  ...spellings('on', TRUE),
  ...spellings('no', FALSE),
  ...spellings('false', FALSE),
  ...spellings('off', FALSE),
  ...spellings('null', NULL),
  ['~', NULL],
  ['<<', { kind: 'merge' }],
  ['=', { kind: 'default' }],
])

/** `yes`, `Yes` and `YES`, but no other mix. */
function spellings(word: string, scalar: PlainScalar): [string, PlainScalar][] {
  return [word, word[0]!.toUpperCase() + word.slice(1), word.toUpperCase()].map((spelling) => [spelling, scalar])
}

function number(text: string): PlainScalar {
  const short = shortNumber(text, 0, text.length)
  if (typeof short === 'bigint') return { kind: 'int', value: short }
  if (short !== undefined) return { kind: 'float', value: short }
  if (FLOAT.test(text)) return floatOf(text)
  if (INT.test(text)) return intOf(text)
  if (OMEGACONF_FLOAT.test(text)) return floatOf(text)
  return STR
}

// No rule repeats a group: JavaScript's stack would end before a long text does. Lookaheads say what may not follow what.

/** Parts of base 60: `:` before each, one or two digits, below 60. */
const NOT_BASE_60 = '(?!.*(?:::|:[6-9][0-9]|:[0-9]{3}))'

const FLOAT = new RegExp(
  [
    '[-+]?[0-9][0-9_]*\\.[0-9_]*(?:[eE][-+][0-9]+)?', //  1.  1_0.5  1.5e+3
    '\\.[0-9][0-9_]*(?:[eE][-+][0-9]+)?', //              .5  .5e-3
    `${NOT_BASE_60}[-+]?[0-9][0-9_]*:[0-9:]*[0-9]\\.[0-9_]*`, // 1:30.5, base 60
    '[-+]?\\.(?:inf|Inf|INF)',
    '\\.(?:nan|NaN|NAN)',
  ]
    .map((rule) => `^(?:${rule})$`)
    .join('|'),
)

const INT = new RegExp(
  [
    '[-+]?0b[0-1_]+', //                          0b101
    '[-+]?0[0-7_]+', //                           010, base 8
    '[-+]?(?:0|[1-9][0-9_]*)', //                 1_000
    '[-+]?0x[0-9a-fA-F_]+', //                    0x1f
    `${NOT_BASE_60}[-+]?[1-9][0-9_]*:[0-9:]*[0-9]`, // 1:30, base 60
  ]
    .map((rule) => `^(?:${rule})$`)
    .join('|'),
)

/** What OmegaConf accepts beyond YAML 1.1: exponents without sign, and without a dot before them. */
const OMEGACONF_FLOAT = new RegExp(
  [
    '(?![-+0-9_]*_[_.])[-+]?[0-9][0-9_]*\\.[0-9_]*(?:[eE][-+]?[0-9]+)?', // 1.5e3
    '(?![-+0-9_]*_[_eE])[-+]?[0-9][0-9_]*[eE][-+]?[0-9]+', //                1e3
  ]
    .map((rule) => `^(?:${rule})$`)
    .join('|'),
)

/** Whether a text that reads as a float does so by the rules of YAML 1.1 alone, without OmegaConf's: `1e3` does not. */
export function isYamlFloat(text: string): boolean {
  return FLOAT.test(text)
}

/** Whether a text would be read as a number by the rules of YAML 1.1 alone, which are those of PyYAML's dumper. */
export function looksLikeNumber(text: string): boolean {
  return FLOAT.test(text) || INT.test(text)
}

function intOf(text: string): PlainScalar {
  const value = yamlInt(text)
  return value === undefined ? { kind: 'broken', expected: 'int' } : { kind: 'int', value }
}

function floatOf(text: string): PlainScalar {
  // What JavaScript makes a number of it reads as Python does; the rest is underscores, base 60, `.inf`, `.nan`.
  const plain = Number(text)
  const value = Number.isNaN(plain) ? yamlFloat(text) : plain
  return value === undefined ? { kind: 'broken', expected: 'float' } : { kind: 'float', value }
}

/**
 * The int that a text spells, tagged `!!int` or by its looks; undefined where Python's conversion fails, and for one of
 * more than 4,300 digits, which Python reads in base 2, 8, 16 or 60 and then cannot print.
 */
export function yamlInt(text: string): bigint | undefined {
  const { negative, rest } = signOf(text.replaceAll('_', ''))
  const value = unsignedInt(rest)
  if (value === undefined || (rest.length > SURELY_SHORT && value >= 10n ** BigInt(MOST_DIGITS))) return undefined
  return negative ? -value : value
}

/** A text of so many characters has at most 4,300 decimal digits, whatever its base. */
const SURELY_SHORT = 3500

function unsignedInt(text: string): bigint | undefined {
  if (text === '0') return 0n
  if (text.startsWith('0b')) return readInt(text.slice(2), 2)
  if (text.startsWith('0x')) return readInt(text.slice(2), 16)
  if (text.startsWith('0')) return readInt(text, 8)
  if (!text.includes(':')) return readInt(text)
  const parts = text.split(':')
  if (parts.length > MOST_PARTS) return undefined
  let value = 0n
  for (const part of parts) {
    const digit = readInt(part)
    if (digit === undefined) return undefined
    value = value * 60n + digit
  }
  return value
}

/** Of base 60: more make more digits than Python prints. */
const MOST_PARTS = 2500

/** The float that a text spells, tagged `!!float` or by its looks; undefined where Python's conversion fails. */
export function yamlFloat(text: string): number | undefined {
  const { negative, rest } = signOf(text.replaceAll('_', '').toLowerCase())
  const value = unsignedFloat(rest)
  return negative && value !== undefined ? -value : value
}

function unsignedFloat(text: string): number | undefined {
  if (text === '.inf') return Infinity
  if (text === '.nan') return Number.NaN
  if (!text.includes(':')) return readFloat(text)
  // From the right, as the rounding of the sum depends on the order.
  let value = 0
  let base = 1n
  for (const part of text.split(':').reverse()) {
    const digit = readFloat(part)
    // Python multiplies by an int, which has to be one that a float can hold.
    if (digit === undefined || !Number.isFinite(Number(base))) return undefined
    value += digit * Number(base)
    base *= 60n
  }
  return value
}

function signOf(text: string): { negative: boolean; rest: string } {
  const negative = text.startsWith('-')
  return { negative, rest: negative || text.startsWith('+') ? text.slice(1) : text }
}
