/**
 * What Python's `int()` and `float()` read from a text: surrounding white space, a sign, `_` between digits and the
 * digits of any script are allowed.
 */

export type Base = 2 | 8 | 10 | 16

/** Of how many decimal digits an int is at most: Python refuses longer texts, because reading them takes quadratic time. */
export const MOST_DIGITS = 4300

/** `int(text, base)`, undefined where Python raises. */
export function readInt(text: string, base: Base = 10): bigint | undefined {
  const plain = asAscii(text)
  const isNegative = plain.startsWith('-')
  const digits = withoutPrefix(isNegative || plain.startsWith('+') ? plain.slice(1) : plain, base)
  if (!DIGITS[base].test(digits)) return undefined
  const joined = digits.replaceAll('_', '')
  if (base === 10 && joined.length > MOST_DIGITS) return undefined
  const value = BigInt(PREFIXES[base] + joined)
  return isNegative ? -value : value
}

/** `float(text)`, undefined where Python raises. */
export function readFloat(text: string): number | undefined {
  const plain = asAscii(text)
  if (FLOAT.test(plain)) return Number(plain.replaceAll('_', ''))
  const word = /^([-+]?)(?:(inf(?:inity)?)|nan)$/i.exec(plain)
  if (word === null) return undefined
  if (word[2] === undefined) return Number.NaN
  return word[1] === '-' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY
}

const PREFIXES = { 2: '0b', 8: '0o', 10: '', 16: '0x' } as const
const DIGITS = { 2: digitsOf('01'), 8: digitsOf('0-7'), 10: digitsOf('0-9'), 16: digitsOf('0-9a-fA-F') } as const

function digitsOf(set: string): RegExp {
  return new RegExp(`^(?!.*(?:__|_$))[${set}][${set}_]*$`)
}

const PART = '[0-9][0-9_]*'
/** `_` only between digits; the group for that is no part of a loop, which JavaScript's stack would limit. */
const BETWEEN_DIGITS = '(?!.*(?:_(?![0-9])|[^0-9]_))'
const FLOAT = new RegExp(`^${BETWEEN_DIGITS}[-+]?(?:${PART}(?:\\.(?:${PART})?)?|\\.${PART})(?:[eE][-+]?${PART})?$`)

/** `0x_1f` is the same as `1f` where the base is said. */
function withoutPrefix(text: string, base: Base): string {
  if (base === 10 || text.slice(0, 2).toLowerCase() !== PREFIXES[base]) return text
  return text.slice(text[2] === '_' ? 3 : 2)
}

const ASCII = /^[-+._0-9a-zA-Z]*$/

function asAscii(text: string): string {
  return ASCII.test(text) ? text : trimmed(text).replace(/\p{Nd}/gu, digitValue)
}

function trimmed(text: string): string {
  let start = 0
  let end = text.length
  while (start < end && isSpace(text[start]!)) start++
  while (end > start && isSpace(text[end - 1]!)) end--
  return text.slice(start, end)
}

/** Python strips a little more than JavaScript, and keeps a byte order mark. */
function isSpace(char: string): boolean {
  return (char >= '\x1c' && char <= '\x1f') || char === '\x85' || (char.trim() === '' && char !== '\ufeff')
}

/** Decimal digits come in runs of ten, in every script, each run starting at its zero. */
function digitValue(char: string): string {
  let zero = char.codePointAt(0)!
  const code = zero
  while (/\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero--
  return String((code - zero) % 10)
}
