import type { OverrideRules } from '../dialect/dialect.js'
import { decimalRange } from '../grammar/decimal-range.js'
import { castToFloat, castToInt } from '../grammar/functions-cast.js'
import { numberOf } from '../grammar/functions-sort.js'
import type { Override, OverrideValue, RangeSweep, SweepNumber } from '../grammar/override.js'
import { pointNotCast, rangeHasNaN, rangeHasNoStep } from '../messages/sweep.js'
import { raise } from '../text/errors.js'
import { decimalSteps } from './decimal-steps.js'

/** The numbers of a range, counted and computed without being listed. */
export interface RangePoints {
  /** Infinity for a range without end; beyond 2^53 only about right. */
  readonly count: number
  at(index: number): OverrideValue
  /** Only where the text can be had without the value. */
  readonly textAt?: (index: number) => string
}

/**
 * Ints alone make a range of ints; one float among them makes every point a float, added up in decimals as Hydra does.
 *
 * @throws HydraconfError of type `HydraException` for a step of zero or a bound that is not a number
 */
export function rangePoints(range: RangeSweep, { text, origin }: Written, rules: OverrideRules): RangePoints {
  const points = numbersOf(range, { text, origin }, rules)
  const { casts = [] } = range
  if (casts.length === 0) return points
  const refuse = (problem: string): never => {
    throw raise(pointNotCast({ text, problem }), origin)
  }
  const cast = (value: OverrideValue, to: 'int' | 'float'): OverrideValue =>
    (to === 'int' ? castToInt : castToFloat)(value, refuse, rules)
  return { count: points.count, at: (index) => casts.reduce(cast, points.at(index)) }
}

/** The override that a range stands in. */
type Written = Pick<Override, 'text' | 'origin'>

function numbersOf({ start, stop, step }: RangeSweep, { text, origin }: Written, rules: OverrideRules): RangePoints {
  if ([start, stop, step].some(({ value }) => Number.isNaN(value))) throw raise(rangeHasNaN({ text }), origin)
  const size = numberOf(step)
  // biome-ignore lint/suspicious/noDoubleEquals: an int or a float
  if (size == 0) throw raise(rangeHasNoStep({ text }), origin)
  const hasFloat = start.kind === 'float' || stop.kind === 'float' || step.kind === 'float'
  if (!hasFloat) return intPoints(BigInt(start.value), BigInt(stop.value), BigInt(step.value))
  const noNumber = (): Error => raise(rangeHasNaN({ text }), origin)
  if (!rules.countsInDecimals) return floatPoints(start, stop, step, noNumber)
  const numbers = decimalRange(numberOf(start), numberOf(stop), size)
  if (numbers === undefined) throw noNumber()
  return { count: numbers.count, at: (index) => ({ kind: 'float', value: numbers.at(index) }) }
}

function intPoints(start: bigint, stop: bigint, step: bigint): RangePoints {
  const distance = step > 0n ? stop - start : start - stop
  const stride = step > 0n ? step : -step
  const count = distance <= 0n ? 0 : Number((distance + stride - 1n) / stride)
  const at = (index: number): OverrideValue => ({ kind: 'int', value: start + BigInt(index) * step })
  const [from, by] = [Number(start), Number(step)]
  const isExact = Number.isSafeInteger(from) && Number.isSafeInteger(by) && Number.isSafeInteger(from + by * count)
  return isExact ? { count, at, textAt: (index) => String(from + index * by) } : { count, at }
}

function floatPoints(start: SweepNumber, stop: SweepNumber, step: SweepNumber, noNumber: () => Error): RangePoints {
  const from = numberOf(start)
  const to = numberOf(stop)
  const by = numberOf(step)
  const first = Number(from)
  const float = (value: number): OverrideValue => ({ kind: 'float', value })
  if (by > 0 ? from >= to : from <= to) return { count: 0, at: () => float(first) }
  const isEndless = typeof from === 'number' && !Number.isFinite(from)
  if (typeof by === 'number' && !Number.isFinite(by)) {
    // Stepping from one infinity by the other leads nowhere.
    if (isEndless) throw noNumber()
    return { count: 1, at: () => float(first) }
  }
  if (isEndless) return { count: Infinity, at: () => float(first) }
  const { count, at } = decimalSteps(from, to, by)
  return { count, at: (index) => float(index === 0 ? first : at(index)) }
}
