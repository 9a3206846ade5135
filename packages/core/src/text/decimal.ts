/** Numbers as Python's `decimal` has them: exact digits, and results of arithmetic rounded to 28 of them. */

/** How many digits a result has at most. */
export const PRECISION = 28

/** How many digits an integer has. */
export function digitsOf(value: bigint): number {
  return (value < 0n ? -value : value).toString().length
}

/** Digits of a number; everything that needs no rounding counts as of one length. */
export function lengthOf(value: bigint): number {
  return Math.max(PRECISION, digitsOf(value))
}

/** To 28 digits, half-way to the even one. */
export function rounded(value: bigint): bigint {
  const surplus = digitsOf(value) - PRECISION
  if (surplus <= 0) return value
  const unit = 10n ** BigInt(surplus)
  const size = value < 0n ? -value : value
  const rest = size % unit
  const floor = size - rest
  const twice = rest * 2n
  const isUp = twice > unit || (twice === unit && (floor / unit) % 2n === 1n)
  const nearest = isUp ? floor + unit : floor
  return value < 0n ? -nearest : nearest
}

/** A finite number as it is written, `digits * 10 ** exponent`: 0.1 is exactly that, and not the binary value next to it. */
export function writtenDecimal(value: bigint | number): { readonly digits: bigint; readonly exponent: number } {
  if (typeof value === 'bigint') return { digits: value, exponent: 0 }
  const [mantissa, power] = value.toExponential().split('e') as [string, string]
  const [whole, fraction = ''] = mantissa.split('.')
  return { digits: BigInt(whole + fraction), exponent: Number(power) - fraction.length }
}
