/** Python's `int()` and `float()` of a text; `undefined` where they raise ValueError. */

/** CPython refuses to convert longer decimal texts. */
const MOST_DECIMAL_DIGITS = 4300

/** Longer texts are not looked into. */
export const LONGEST_NUMBER = 10_000

/** `int(text, base)`: blanks around it, a sign, single underscores between digits, digits of any script. */
export function pythonInt(text: string, base: 2 | 8 | 10 | 16 = 10): bigint | undefined {
  if (text.length > LONGEST_NUMBER) return undefined
  const match = /^([+-]?)(.*)$/su.exec(asciiDigits(trimmed(text)))!
  let digits = match[2]!
  const prefix = PREFIXES[base]
  if (prefix !== '' && digits.slice(0, 2).toLowerCase() === prefix) {
    digits = digits.slice(2)
    if (digits.startsWith('_')) digits = digits.slice(1)
  }
  if (!DIGITS[base].test(digits)) return undefined
  digits = digits.replaceAll('_', '')
  if (base === 10 && digits.length > MOST_DECIMAL_DIGITS) return undefined
  const value = BigInt(prefix + digits)
  return match[1] === '-' ? -value : value
}

/** `float(text)`: as `int()` for blanks, underscores and digits; also `inf`, `infinity` and `nan`. */
export function pythonFloat(text: string): number | undefined {
  if (text.length > LONGEST_NUMBER) return undefined
  const plain = asciiDigits(trimmed(text))
  if (FLOAT.test(plain)) return Number(plain.replaceAll('_', ''))
  const word = /^([+-]?)(inf|infinity|nan)$/i.exec(plain)
  if (word === null) return undefined
  if (word[2]!.toLowerCase() === 'nan') return Number.NaN
  return word[1] === '-' ? -Infinity : Infinity
}

const PREFIXES = { 2: '0b', 8: '0o', 10: '', 16: '0x' } as const
const DIGITS = {
  2: /^[01]+(?:_[01]+)*$/,
  8: /^[0-7]+(?:_[0-7]+)*$/,
  10: /^[0-9]+(?:_[0-9]+)*$/,
  16: /^[0-9a-f]+(?:_[0-9a-f]+)*$/i,
} as const
const PART = '[0-9]+(?:_[0-9]+)*'
const FLOAT = new RegExp(`^[+-]?(?:${PART}\\.?(?:${PART})?|\\.${PART})(?:e[+-]?${PART})?$`, 'i')

/** `str.strip()`: what Python counts as a space is a little more than JavaScript's, without U+FEFF. */
function trimmed(text: string): string {
  return text.replace(/^[\s\x1c-\x1f\x85]+|[\s\x1c-\x1f\x85]+$/gu, (blanks) => blanks.replace(/[^\ufeff]/gu, ''))
}

/** Every script has its ten digits in a row, so a digit's value is how far it is from the zero of its row. */
function asciiDigits(text: string): string {
  return text.replace(/[^\x00-\x7f]/gu, (char) => (/\p{Nd}/u.test(char) ? String(digitValue(char)) : char))
}

function digitValue(char: string): number {
  const code = char.codePointAt(0)!
  // The mathematical digits U+1D7CE to U+1D7FF are five rows without a gap.
  if (code >= 0x1d7ce && code <= 0x1d7ff) return (code - 0x1d7ce) % 10
  let zero = code
  while (code - zero < 9 && /\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero--
  return code - zero
}
