/**
 * A Python literal as ModelOpt's configs are written in: ints, floats, tuples and lists stay apart, and dict keys keep
 * their type and order. Ints are `bigint`, floats `number`. Immutable.
 */
export type Literal = null | boolean | bigint | number | string | readonly Literal[] | Tuple | Dict

export type DictKey = string | bigint | number | boolean | null | Tuple

export class Tuple {
  constructor(readonly items: readonly Literal[]) {}
}

/** A dict in insertion order; keys that Python calls equal (`1`, `1.0`, `True`) are one key. */
export class Dict {
  private readonly slots: ReadonlyMap<unknown, readonly [DictKey, Literal]>

  constructor(entries: Iterable<readonly [DictKey, Literal]> = []) {
    const slots = new Map<unknown, readonly [DictKey, Literal]>()
    for (const [key, value] of entries) {
      const id = idOf(key)
      slots.set(id, [slots.get(id)?.[0] ?? key, value])
    }
    this.slots = slots
  }

  get size(): number {
    return this.slots.size
  }

  has(key: DictKey): boolean {
    return this.slots.has(idOf(key))
  }

  get(key: DictKey): Literal | undefined {
    return this.slots.get(idOf(key))?.[1]
  }

  entries(): IterableIterator<readonly [DictKey, Literal]> {
    return this.slots.values()
  }

  keys(): DictKey[] {
    return [...this.slots.values()].map(([key]) => key)
  }

  /** With one key set: in its place when it is there, else at the end. */
  with(key: DictKey, value: Literal): Dict {
    return new Dict([...this.entries(), [key, value]])
  }

  without(key: DictKey): Dict {
    if (!this.has(key)) return this
    const id = idOf(key)
    return new Dict([...this.entries()].filter(([each]) => idOf(each) !== id))
  }
}

export function isDict(value: Literal | undefined): value is Dict {
  return value instanceof Dict
}

export function isTuple(value: Literal | undefined): value is Tuple {
  return value instanceof Tuple
}

export function isList(value: Literal | undefined): value is readonly Literal[] {
  return Array.isArray(value)
}

/** Python's truth of a value. */
export function isTruthy(value: Literal): boolean {
  if (isDict(value)) return value.size > 0
  if (isTuple(value)) return value.items.length > 0
  if (isList(value)) return value.length > 0
  return Boolean(value) || Number.isNaN(value)
}

/** Whether two literals are the same text in Python: types count (`1` is not `1.0`), and so does the order of keys. */
export function sameLiteral(a: Literal, b: Literal): boolean {
  if (isDict(a)) {
    if (!isDict(b) || a.size !== b.size) return false
    const others = [...b.entries()]
    return [...a.entries()].every(([key, value], at) => {
      const [otherKey, otherValue] = others[at]!
      return sameLiteral(key, otherKey) && sameLiteral(value, otherValue)
    })
  }
  if (isTuple(a)) return isTuple(b) && sameItems(a.items, b.items)
  if (isList(a)) return isList(b) && sameItems(a, b)
  return Object.is(a, b)
}

function sameItems(a: readonly Literal[], b: readonly Literal[]): boolean {
  return a.length === b.length && a.every((item, at) => sameLiteral(item, b[at]!))
}

function idOf(key: DictKey): unknown {
  if (typeof key === 'boolean') return key ? 1n : 0n
  if (typeof key === 'number' && Number.isInteger(key)) return BigInt(key)
  return isTuple(key) ? `(${key.items.map(String).join()})` : key
}

/** Python's `==`: the order of keys and the kind of a number do not count (`{1: 2, 'a': 1.0} == {'a': 1, 1: 2}`). */
export function equalLiteral(a: Literal, b: Literal): boolean {
  if (isDict(a)) {
    if (!isDict(b) || a.size !== b.size) return false
    return [...a.entries()].every(([key, value]) => b.has(key) && equalLiteral(value, b.get(key)!))
  }
  if (isTuple(a)) return isTuple(b) && equalItems(a.items, b.items)
  if (isList(a)) return isList(b) && equalItems(a, b)
  const [left, right] = [numberOf(a), numberOf(b)]
  // biome-ignore lint/suspicious/noDoubleEquals: an int and a float of the same size are equal, at any size
  return left !== undefined && right !== undefined ? left == right : a === b
}

function equalItems(a: readonly Literal[], b: readonly Literal[]): boolean {
  return a.length === b.length && a.every((item, at) => equalLiteral(item, b[at]!))
}

function numberOf(value: Literal): bigint | number | undefined {
  if (typeof value === 'boolean') return value ? 1n : 0n
  return typeof value === 'bigint' || typeof value === 'number' ? value : undefined
}
