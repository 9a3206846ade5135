/**
 * The int or float between `start` and `end`, written as nearly all numbers are: decimal, up to fifteen digits,
 * `17` `-3` `0.25` `1.` `1e-3` `2.5e+6`, and no zero before the digits of an int. Undefined for everything else,
 * which the rules of `scalars.ts` decide; those of them that know these texts agree with what is read here.
 */
export function shortNumber(text: string, start: number, end: number): bigint | number | undefined {
  const sign = text.charCodeAt(start)
  const first = sign === MINUS || sign === PLUS ? start + 1 : start
  if (end - first > MOST_DIGITS || first === end) return undefined

  let digits = 0
  let at = first
  let code = text.charCodeAt(at)
  while (code >= ZERO && code <= NINE) {
    digits = digits * 10 + code - ZERO
    code = text.charCodeAt(++at)
  }
  if (at === first) return undefined
  if (at === end) {
    if (end - first > 1 && text.charCodeAt(first) === ZERO) return undefined
    return wholeNumber(sign === MINUS ? -digits : digits)
  }

  let scale = 0
  if (code === DOT) {
    const dot = at
    code = text.charCodeAt(++at)
    while (code >= ZERO && code <= NINE) {
      digits = digits * 10 + code - ZERO
      code = text.charCodeAt(++at)
    }
    scale = dot + 1 - at
  }
  if (at < end) {
    if (code !== LOWER_E && code !== UPPER_E) return undefined
    const direction = text.charCodeAt(++at)
    if (direction === MINUS || direction === PLUS) at++
    if (at === end) return undefined
    let exponent = 0
    for (; at < end; at++) {
      code = text.charCodeAt(at)
      if (code < ZERO || code > NINE) return undefined
      exponent = exponent * 10 + code - ZERO
    }
    scale += direction === MINUS ? -exponent : exponent
  }
  if (scale < -MOST_POWER || scale > MOST_POWER) return undefined
  // Digits and power are exact, so the one division or multiplication rounds as reading the text would.
  const size = scale < 0 ? digits / POWERS[-scale]! : digits * POWERS[scale]!
  return sign === MINUS ? -size : size
}

/** Numbers of so many digits are exact. */
const MOST_DIGITS = 15
/** The last power of ten that is exact. */
const MOST_POWER = 22
const POWERS: readonly number[] = Array.from({ length: MOST_POWER + 1 }, (_, power) => Number(`1e${power}`))

function wholeNumber(value: number): bigint {
  if (value < 0 || value >= SMALL) return BigInt(value)
  const known = SMALL_INTS[value]
  if (known !== undefined) return known
  const made = BigInt(value)
  SMALL_INTS[value] = made
  return made
}

/** Ints that configs are full of, made once. */
const SMALL = 1024
const SMALL_INTS = new Array<bigint | undefined>(SMALL)

const PLUS = 43
const MINUS = 45
const DOT = 46
const ZERO = 48
const NINE = 57
const UPPER_E = 69
const LOWER_E = 101
