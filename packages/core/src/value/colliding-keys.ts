import { isContainer, type MapValue, type Value } from './value.js'

/** A map that has an int and the text of it as keys, and that int. */
export interface CollidingKeys {
  readonly map: MapValue
  readonly key: string
}

/** The first map in a value that has colliding keys: `1: a` beside `'1': b`. */
export function collidingKeysIn(value: Value): CollidingKeys | undefined {
  const seen = new Set<Value>([value])
  for (const one of seen) {
    if (!isContainer(one)) continue
    const key = one.kind === 'map' ? collidingKeyOf(one) : undefined
    if (key !== undefined) return { map: one as MapValue, key }
    for (const child of one.items.values()) if (isContainer(child)) seen.add(child)
  }
  return undefined
}

/** Whether a map has the other form of a key: the text of an int, or the int of a text. */
export function hasCollidingKeys({ items, spelled }: MapValue, key: unknown): boolean {
  if (typeof key === 'bigint') return items.has(String(key))
  if (typeof key !== 'string' || !/^(?:0|-?[1-9]\d*)$/.test(key)) return false
  const int = BigInt(key)
  return items.has(int) && spelled?.has(int) !== true
}

/** The int that a map has as a key beside its text. */
export function collidingKeyOf({ items, spelled }: Pick<MapValue, 'items' | 'spelled'>): string | undefined {
  for (const id of items.keys()) {
    // Floats and booleans that equal an int look like themselves.
    if (typeof id === 'bigint' && spelled?.has(id) !== true && items.has(String(id))) return String(id)
  }
  return undefined
}
