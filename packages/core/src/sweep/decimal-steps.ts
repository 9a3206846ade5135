import { lengthOf, PRECISION, rounded } from '../text/decimal.js'

/** The numbers from a start, each a step further, before a stop. */
export interface DecimalSteps {
  /** Infinity when the stop is never reached. */
  readonly count: number
  at(index: number): number
}

/**
 * What adding a step again and again gives in decimals of 28 digits, starting from the exact decimal values of the
 * binary floats: `0, 0.1, … 0.6, 0.7000000000000001`. Hydra adds one by one; here the sums are found at once.
 *
 * A sum of n digits is rounded to a multiple of 10^(n-28). As long as the sums keep their number of digits, every
 * addition therefore moves by the same amount, and a whole run of them is one multiplication. There are as many runs
 * as there are lengths of sums, a few dozen at most.
 *
 * `stop` may be infinite; `start` and `step` are finite, the step is not zero and leads from start to stop.
 */
export function decimalSteps(start: bigint | number, stop: bigint | number, step: bigint | number): DecimalSteps {
  const scale = Math.max(fractionDigits(start), fractionDigits(stop), fractionDigits(step))
  const by = scaled(step, scale)
  const end = typeof stop === 'number' && !Number.isFinite(stop) ? undefined : scaled(stop, scale)
  const runs = runsOf(scaled(start, scale), end, by)
  const last = runs.at(-1)!
  return {
    count: last.from + last.length,
    at(index) {
      const { from, first, move } = runAt(runs, index)
      return Number(`${first + BigInt(index - from) * move}e-${scale}`)
    },
  }
}

/** Points `from` to `from + length` are `first`, `first + move`, `first + 2 * move`, …, in units of 10^-scale. */
interface Run {
  readonly from: number
  readonly length: number
  readonly first: bigint
  readonly move: bigint
}

function runsOf(start: bigint, stop: bigint | undefined, step: bigint): readonly Run[] {
  const runs: Run[] = []
  let at = start
  let from = 0
  for (;;) {
    const move = rounded(at + step) - at
    if (move === 0n) return [...runs, { from, length: Infinity, first: at, move }]
    const length = runLength(at, step, move)
    const left = stop === undefined ? undefined : ceilDivided(stop - at, move)
    if (left !== undefined && left <= length) return [...runs, { from, length: Number(left), first: at, move }]
    runs.push({ from, length: Number(length), first: at, move })
    at += length * move
    from += Number(length)
  }
}

/** How many additions in a row move by the same amount; one at least. */
function runLength(at: bigint, step: bigint, move: bigint): bigint {
  const sum = at + step
  const next = at + move
  // The first sum may be rounded another way than the ones after it: the start has more digits, or lies half-way.
  if (lengthOf(next + step) !== lengthOf(sum) || rounded(next + step) - next !== move) return 1n
  const digits = lengthOf(sum)
  const most = 10n ** BigInt(digits) - 1n
  const least = digits === PRECISION ? -most : 10n ** BigInt(digits - 1)
  const isGrowing = sum > 0n === step > 0n
  const limit = digits === PRECISION ? (step > 0n ? most : -most) : (isGrowing ? most : least) * (sum > 0n ? 1n : -1n)
  return (limit - sum) / move + 1n
}

function runAt(runs: readonly Run[], index: number): Run {
  let low = 0
  let high = runs.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (runs[middle]!.from <= index) low = middle
    else high = middle - 1
  }
  return runs[low]!
}

function ceilDivided(distance: bigint, move: bigint): bigint {
  const size = distance < 0n ? -distance : distance
  const stride = move < 0n ? -move : move
  return (size + stride - 1n) / stride
}

/** How many decimal digits a float has behind the point: as many as it has binary ones. */
function fractionDigits(value: bigint | number): number {
  if (typeof value === 'bigint' || !Number.isFinite(value)) return 0
  let digits = 0
  for (let rest = value; !Number.isInteger(rest); rest *= 2) digits++
  return digits
}

/** The exact value in units of 10^-scale. */
function scaled(value: bigint | number, scale: number): bigint {
  if (typeof value === 'bigint') return value * 10n ** BigInt(scale)
  const digits = fractionDigits(value)
  let numerator = value
  for (let done = 0; done < digits; done++) numerator *= 2
  return BigInt(numerator) * 5n ** BigInt(digits) * 10n ** BigInt(scale - digits)
}
