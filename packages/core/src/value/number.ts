/**
 * What Python's `int()` and `float()` read from a text: surrounding white space, a sign, `_` between digits and the
 * digits of any script are allowed; hex and octal are not.
 */

/** `int(text)`, undefined where Python raises. */
export function readInt(text: string): bigint | undefined {
  const plain = asAscii(text)
  if (!/^[-+]?[0-9]+(?:_[0-9]+)*$/.test(plain)) return undefined
  const digits = plain.replace(/_/g, '')
  // Python refuses longer texts, because reading them takes quadratic time.
  if (digits.length > 4301 || digits.replace(/^[-+]/, '').length > 4300) return undefined
  return digits.startsWith('-') ? -BigInt(digits.slice(1)) : BigInt(digits.replace('+', ''))
}

/** `float(text)`, undefined where Python raises. */
export function readFloat(text: string): number | undefined {
  const plain = asAscii(text)
  const special = /^([-+]?)(?:(inf(?:inity)?)|nan)$/i.exec(plain)
  if (special !== null) {
    if (special[2] === undefined) return Number.NaN
    return special[1] === '-' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY
  }
  const digits = '[0-9]+(?:_[0-9]+)*'
  const number = new RegExp(`^[-+]?(?:${digits}(?:\\.(?:${digits})?)?|\\.${digits})(?:e[-+]?${digits})?$`, 'i')
  return number.test(plain) ? Number(plain.replace(/_/g, '')) : undefined
}

const ASCII = /^[-+._0-9a-zA-Z]*$/
const EDGE = /^[\s\u001c-\u001f\u0085]+|[\s\u001c-\u001f\u0085]+$/g
const DIGIT = /\p{Nd}/u

function asAscii(text: string): string {
  if (ASCII.test(text)) return text
  // JavaScript counts a byte order mark as white space, Python does not.
  if (text.includes('\ufeff')) return '?'
  return text.replace(EDGE, '').replace(/\p{Nd}/gu, digitValue)
}

/** Decimal digits come in runs of ten, in every script, each run starting at its zero. */
function digitValue(char: string): string {
  let zero = char.codePointAt(0)!
  const code = zero
  while (DIGIT.test(String.fromCodePoint(zero - 1))) zero--
  return String((code - zero) % 10)
}
