import { rounded, writtenDecimal } from '../text/decimal.js'

/** The numbers of a range in decimals: number i is `start + i * step`, of the digits that were written. */
export interface DecimalRange {
  /** How many come before the stop; Infinity where it is never reached. */
  readonly count: number
  at(index: number): number
}

/** The numbers of a range whose ends are written, as Hydra 1.4 counts them; undefined where there are none to count. */
export function decimalRange(
  start: bigint | number,
  stop: bigint | number,
  step: bigint | number,
): DecimalRange | undefined {
  if ([start, stop, step].some((value) => Number.isNaN(value)) || !isBounded(step)) return undefined
  const isUp = step > 0
  if (isUp ? start >= stop : start <= stop) return { count: 0, at: () => Number(start) }
  if (!isBounded(start)) return { count: Infinity, at: () => Number(start) }
  const numbers = [start, step, ...(isBounded(stop) ? [stop] : [])].map(writtenDecimal)
  const scale = numbers.reduce((most, { exponent }) => Math.max(most, -exponent), 0)
  const [from, by, to] = numbers.map(({ digits, exponent }) => digits * 10n ** BigInt(scale + exponent))
  const at = (index: number): bigint => rounded(from! + rounded(by! * BigInt(index)))
  return {
    count: to === undefined ? Infinity : firstThat((to - from!) / by! + 1n, (i) => (isUp ? at(i) >= to : at(i) <= to)),
    at: (index) => Number(`${at(index)}e-${scale}`),
  }
}

/** The first index that fits, where all behind it do and `most` does. (Rounding brings some numbers to the stop early.) */
function firstThat(most: bigint, fits: (index: number) => boolean): number {
  if (most > Number.MAX_SAFE_INTEGER) return Number(most)
  let low = 0
  let high = Number(most)
  while (low < high) {
    const middle = Math.floor((low + high) / 2)
    if (fits(middle)) high = middle
    else low = middle + 1
  }
  return low
}

const isBounded = (value: bigint | number): boolean => typeof value === 'bigint' || Number.isFinite(value)
