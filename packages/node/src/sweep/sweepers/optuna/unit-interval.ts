import { type Distribution, numberParam, type Param, sizeOf } from '../search/search-space.js'

/** The value of a parameter at a place between 0 and 1. */
export function paramAt(distribution: Distribution, unit: number): Param {
  if (distribution.kind === 'choice') {
    const { choices } = distribution
    return choices[Math.min(choices.length - 1, Math.floor(unit * choices.length))]!
  }
  const { low, high, log } = distribution
  const size = sizeOf(distribution)
  if (log && distribution.kind === 'int') {
    // Each whole number has the room around it.
    const [from, to] = [Math.log(low - 0.5), Math.log(high + 0.5)]
    return numberParam(distribution, clamp(Math.round(Math.exp(from + unit * (to - from))), low, high))
  }
  if (Number.isFinite(size)) {
    const at = Math.min(size - 1, Math.floor(unit * size))
    const step = distribution.step ?? 1
    return numberParam(distribution, at === size - 1 ? high : tidy(low + at * step))
  }
  const value = log ? Math.exp(Math.log(low) + unit * (Math.log(high) - Math.log(low))) : low + unit * (high - low)
  return numberParam(distribution, clamp(value, low, high))
}

/** Where between 0 and 1 a parameter's value is: in the middle of its room. */
export function unitOf(distribution: Distribution, { text, value }: Param): number {
  if (distribution.kind === 'choice') {
    const at = distribution.choices.findIndex((choice) => choice.text === text)
    return (at + 0.5) / distribution.choices.length
  }
  const { low, high, log } = distribution
  const number = value.kind === 'int' || value.kind === 'float' ? Number(value.value) : low
  if (low === high) return 0.5
  if (log && distribution.kind === 'int')
    return (Math.log(number) - Math.log(low - 0.5)) / (Math.log(high + 0.5) - Math.log(low - 0.5))
  const size = sizeOf(distribution)
  if (Number.isFinite(size)) return (Math.round((number - low) / (distribution.step ?? 1)) + 0.5) / size
  return log ? (Math.log(number) - Math.log(low)) / (Math.log(high) - Math.log(low)) : (number - low) / (high - low)
}

/** Steps of 0.1 are no sums of binary fractions. */
function tidy(value: number): number {
  return Number(value.toPrecision(15))
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value))
}
