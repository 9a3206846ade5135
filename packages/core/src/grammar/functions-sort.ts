import type { OverrideRules } from '../dialect/dialect.js'
import { compareCodePoints } from './compare-code-points.js'
import { decimalRange } from './decimal-range.js'
import type { Refuse } from './function-definition.js'
import type { ChoiceSweep, RangeSweep, SweepNumber } from './override.js'
import { type Element, elementKeyId, type OverrideValue } from './override.js'

/** The items in order, equal ones as they came. Refuses what cannot be compared: a text and a number, two maps. */
export function sorted(items: readonly OverrideValue[], reverse: boolean, refuse: Refuse): OverrideValue[] {
  const less = (a: OverrideValue, b: OverrideValue): boolean => isLess(a, b, refuse)
  const given = reverse ? [...items].reverse() : [...items]
  const out =
    given.length < SMALL ? insertionSorted(given, less) : given.sort((a, b) => Number(less(b, a)) - Number(less(a, b)))
  return reverse ? out.reverse() : out
}

/**
 * A sweep in order. A range that runs the wrong way is turned round by moving both ends one step, which is exact only
 * when the steps meet its end: `sort(range(1,11,3),reverse=true)` runs 8, 5, 2, -1, as in Hydra.
 */
export function sortedSweep(
  sweep: ChoiceSweep | RangeSweep,
  reverse: boolean,
  refuse: Refuse,
  { sortKeepsNumbers }: OverrideRules,
): ChoiceSweep | RangeSweep {
  const shuffle = sortKeepsNumbers ? false : sweep.shuffle
  if (sweep.kind === 'choice') return { ...sweep, list: sorted(sweep.list, reverse, refuse), shuffle }
  if (sortKeepsNumbers) return { ...sortedRange(sweep, reverse, refuse), shuffle }
  const { start, stop } = sweep
  const runsBack = reverse ? numberOf(start) < numberOf(stop) : numberOf(start) > numberOf(stop)
  if (!runsBack) return sweep
  const shift = reverse ? minus(absolute(sweep.step)) : absolute(sweep.step)
  return { ...sweep, start: plus(stop, shift, refuse), stop: plus(start, shift, refuse), step: minus(sweep.step) }
}

/** A range that runs the wrong way from its last number to its first; one of a single number or none as it is. */
function sortedRange(sweep: RangeSweep, reverse: boolean, refuse: Refuse): RangeSweep {
  const { start, stop, step } = sweep
  if (numberOf(step) > 0 !== reverse) return sweep
  const isOfInts = [start, stop, step].every(({ kind }) => kind !== 'float')
  // biome-ignore lint/suspicious/noDoubleEquals: an int or a float
  if (numberOf(step) == 0) return isOfInts ? refuse('its step is 0') : sweep
  const numbers = decimalRange(numberOf(start), numberOf(stop), numberOf(step))
  if (numbers === undefined || numbers.count === Infinity) return refuse('a range without an end has no last number')
  if (numbers.count < 2) return sweep
  const back = minus(step)
  if (isOfInts) {
    const last = BigInt(start.value) + BigInt(numbers.count - 1) * BigInt(step.value)
    return { ...sweep, start: { kind: 'int', value: last }, step: back, stop: plus(start, back, refuse) }
  }
  const beyond = Number(start.value) - Number(step.value) / 2
  return { ...sweep, start: float(numbers.at(numbers.count - 1)), step: back, stop: float(beyond) }
}

function float(value: number): SweepNumber {
  return { kind: 'float', value }
}

/** Where the order is a real one every sort agrees; with NaN among few items, this one agrees with Python's too. */
function insertionSorted<T>(items: T[], less: (a: T, b: T) => boolean): T[] {
  let ordered = 1
  if (items.length > 1 && less(items[1]!, items[0]!)) {
    ordered = 2
    while (ordered < items.length && less(items[ordered]!, items[ordered - 1]!)) ordered++
    for (const [at, item] of items.slice(0, ordered).reverse().entries()) items[at] = item
  } else {
    while (ordered < items.length && !less(items[ordered]!, items[ordered - 1]!)) ordered++
  }
  for (let at = ordered; at < items.length; at++) {
    const item = items[at]!
    let from = 0
    let to = at
    while (from < to) {
      const middle = (from + to) >> 1
      if (less(item, items[middle]!)) to = middle
      else from = middle + 1
    }
    items.splice(at, 1)
    items.splice(from, 0, item)
  }
  return items
}

const SMALL = 64

function isLess(a: OverrideValue, b: OverrideValue, refuse: Refuse): boolean {
  if (isNumber(a) && isNumber(b)) return numberOf(a) < numberOf(b)
  if (a.kind === 'text' && b.kind === 'text') return compareCodePoints(a.value, b.value) < 0
  if (a.kind === 'list' && b.kind === 'list') {
    const shorter = Math.min(a.items.length, b.items.length)
    for (let at = 0; at < shorter; at++) {
      const one = a.items[at]!
      const other = b.items[at]!
      if (!isEqual(one, other)) return isLess(one, other, refuse)
    }
    return a.items.length < b.items.length
  }
  return refuse('these cannot be put in order: only numbers with numbers, texts with texts and lists with lists can')
}

function isEqual(a: OverrideValue, b: OverrideValue): boolean {
  if (a === b) return true
  // biome-ignore lint/suspicious/noDoubleEquals: an int and a float may be equal
  if (isNumber(a) && isNumber(b)) return numberOf(a) == numberOf(b)
  if (a.kind !== b.kind) return false
  switch (a.kind) {
    case 'null':
      return true
    case 'text':
      return a.value === (b as Element & { kind: 'text' }).value
    case 'quoted': {
      const other = b as Element & { kind: 'quoted' }
      return a.value === other.value && a.quote === other.quote
    }
    case 'list': {
      const { items } = b as Element & { kind: 'list' }
      return a.items.length === items.length && a.items.every((item, index) => isEqual(item, items[index]!))
    }
    case 'map': {
      const { entries } = b as Element & { kind: 'map' }
      const others = new Map(entries.map(([key, value]) => [elementKeyId(key), value]))
      return (
        a.entries.length === entries.length &&
        a.entries.every(([key, value]) => {
          const other = others.get(elementKeyId(key))
          return other !== undefined && isEqual(value, other)
        })
      )
    }
    default:
      return false
  }
}

function isNumber(value: OverrideValue): value is SweepNumber {
  return value.kind === 'int' || value.kind === 'float' || value.kind === 'bool'
}

/** Ints and floats compare exactly with each other, whatever their size. */
export function numberOf(value: SweepNumber): bigint | number {
  return value.kind === 'bool' ? BigInt(value.value) : value.value
}

function absolute(value: SweepNumber): SweepNumber {
  return value.kind === 'float'
    ? { kind: 'float', value: Math.abs(value.value) }
    : isNegative(value)
      ? minus(value)
      : plain(value)
}

function isNegative(value: SweepNumber): boolean {
  return numberOf(value) < 0
}

function minus(value: SweepNumber): SweepNumber {
  return value.kind === 'float' ? { kind: 'float', value: -value.value } : { kind: 'int', value: -intOf(value) }
}

function plain(value: SweepNumber): SweepNumber {
  return value.kind === 'bool' ? { kind: 'int', value: intOf(value) } : value
}

function plus(a: SweepNumber, b: SweepNumber, refuse: Refuse): SweepNumber {
  if (a.kind !== 'float' && b.kind !== 'float') return { kind: 'int', value: intOf(a) + intOf(b) }
  return { kind: 'float', value: floatOf(a, refuse) + floatOf(b, refuse) }
}

function intOf(value: SweepNumber & { kind: 'int' | 'bool' }): bigint {
  return BigInt(value.value)
}

/** The float nearest to a number; an int too large for one is refused, as Python does. */
export function floatOf(value: SweepNumber, refuse: Refuse): number {
  const float = Number(value.value)
  if (value.kind === 'int' && !Number.isFinite(float)) refuse('the int is too large for a float')
  return float
}
