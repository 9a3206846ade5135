import { Dict, isDict, isList, isTuple, type Literal, Tuple } from '../literal/literal.js'

/**
 * How ModelOpt's validation reads a value that is not quite of the declared type: `8.0`, `"8"` and `true` pass for an
 * int, `"yes"` for a bool, a list for a tuple. Each coercion gives the value as read, or undefined where it refuses.
 */
export type Coercion = (value: Literal) => Literal | undefined

export const anInt: Coercion = (value) => {
  if (typeof value === 'bigint') return value
  if (typeof value === 'boolean') return value ? 1n : 0n
  if (typeof value === 'number') return Number.isInteger(value) ? BigInt(value) : undefined
  if (typeof value !== 'string') return undefined
  const match = /^\s*([+-]?\d+(?:_\d+)*)(?:\.0*)?\s*$/.exec(value)
  return match === null ? undefined : BigInt(match[1]!.replaceAll('_', '').replace('+', ''))
}

/** An int where a text stays a text, because the declaration allows both. */
export const anIntNotText: Coercion = (value) => (typeof value === 'string' ? undefined : anInt(value))

const TRUE_WORDS = new Set(['true', 't', 'yes', 'y', 'on', '1'])
const FALSE_WORDS = new Set(['false', 'f', 'no', 'n', 'off', '0'])

export const aBool: Coercion = (value) => {
  if (typeof value === 'boolean') return value
  if (value === 1n || value === 1) return true
  if (value === 0n || value === 0) return false
  if (typeof value !== 'string') return undefined
  const word = value.toLowerCase()
  return TRUE_WORDS.has(word) ? true : FALSE_WORDS.has(word) ? false : undefined
}

export const aFloat: Coercion = (value) => {
  if (typeof value === 'number') return value
  if (typeof value === 'bigint') return Number(value)
  if (typeof value === 'boolean') return value ? 1 : 0
  if (typeof value !== 'string' || value.trim() === '') return undefined
  const number = Number(value.replaceAll('_', ''))
  return Number.isNaN(number) ? undefined : number
}

export const aText: Coercion = (value) => (typeof value === 'string' ? value : undefined)

export const aDict: Coercion = (value) => (isDict(value) ? value : undefined)

export const oneOf =
  (...words: readonly string[]): Coercion =>
  (value) =>
    typeof value === 'string' && words.includes(value) ? value : undefined

export const orNull =
  (coercion: Coercion): Coercion =>
  (value) =>
    value === null ? null : coercion(value)

export const either =
  (...coercions: readonly Coercion[]): Coercion =>
  (value) => {
    for (const coercion of coercions) {
      const read = coercion(value)
      if (read !== undefined) return read
    }
    return undefined
  }

/** A tuple of `item`, of exactly `length` items when it is given; a list passes for one. */
export const aTuple =
  (item: Coercion, length?: number): Coercion =>
  (value) => {
    const items = isTuple(value) ? value.items : isList(value) ? value : undefined
    if (items === undefined || (length !== undefined && items.length !== length)) return undefined
    const read: Literal[] = []
    for (const each of items) {
      const one = item(each)
      if (one === undefined) return undefined
      read.push(one)
    }
    return new Tuple(read)
  }

/** A dict of ints by int: text keys pass where they spell an int. */
export const intsByInt: Coercion = (value) => {
  if (!isDict(value)) return undefined
  const read: [bigint, Literal][] = []
  for (const [key, item] of value.entries()) {
    const dimension = anInt(key)
    const size = anInt(item)
    if (dimension === undefined || size === undefined) return undefined
    read.push([dimension as bigint, size])
  }
  return new Dict(read)
}

export function within(coercion: Coercion, holds: (value: number) => boolean): Coercion {
  return (value) => {
    const read = coercion(value)
    return typeof read === 'number' && holds(read) ? read : undefined
  }
}

/** What may stand in `bias`, at whatever key: its two words' values, tuples of ints, ints, bools and null. */
const BIAS_VALUE = orNull(either(oneOf('static', 'dynamic', 'mean', 'max_min'), aTuple(anInt), aBool, anInt))

export const biasDict: Coercion = (value) => {
  if (!isDict(value)) return undefined
  for (const [key, item] of value.entries()) {
    if (typeof key !== 'string' && anInt(key) === undefined) return undefined
    if (BIAS_VALUE(item) === undefined) return undefined
  }
  return value
}
