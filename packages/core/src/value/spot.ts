import { type Key, keyId } from './key.js'
import { keyOf, list, mapOf } from './make.js'
import type { Container, Value } from './value.js'

/**
 * A value seen from where it hangs. Made by walking down from a root and gone when the walk is over:
 * values themselves know no parent, so everything that depends on the place (full keys, inherited flags,
 * relative interpolations) asks a spot.
 */
export interface Spot {
  readonly value: Value
  /** The key in the parent, `bigint` for an index of a list; undefined at the root. */
  readonly key: Key | undefined
  readonly parent: Spot | undefined
  /** A list or map that a resolver made, and no config: it is a value here, nothing hangs below it and nothing merges with it. */
  readonly isResult?: boolean | undefined
}

/**
 * Finds what an interpolation stands for: the spot of the node it points to, or, for a computed result,
 * a spot with that value in the interpolation's own place. Throws an `InterpolationResolutionError` when it stands for nothing.
 */
export type Follow = (from: Spot) => Spot

/** The spot of a value that hangs nowhere: the root of a config. */
export function rootSpot(root: Value): Spot {
  return { value: root, key: undefined, parent: undefined }
}

/** The root that a spot was reached from. */
export function rootOf(spot: Spot): Spot {
  let at = spot
  while (at.parent !== undefined) at = at.parent
  return at
}

/** The child under a key, without looking at types or flags; undefined when there is none. */
export function childSpot(of: Spot, key: Key): Spot | undefined {
  const { value } = of
  if (value.kind === 'map') {
    const id = keyId(key)
    const child = value.items.get(id)
    return child === undefined ? undefined : { value: child, key: keyOf(value, id), parent: of }
  }
  if (value.kind === 'list' && typeof key === 'bigint') {
    const child = value.items[Number(key)]
    return child === undefined ? undefined : { value: child, key, parent: of }
  }
  return undefined
}

/** Another value seen from the same place, whose containers still hold what they held. */
export function seenFrom({ key, parent, isResult }: Spot, value: Value): Spot {
  return { value, key, parent, isResult }
}

/** The same place with another value in it, in a new root; everything beside the way there is shared. */
export function replaceAt(spot: Spot, value: Value): Spot {
  if (value === spot.value) return spot
  const { parent, key } = spot
  if (parent === undefined || key === undefined) return { value, key, parent }
  return { value, key, parent: replaceAt(parent, withChild(parent.value as Container, key, value)) }
}

/** Whether keys may not be added here: the nearest `closed` on the way up decides. */
export function isClosed(spot: Spot): boolean {
  return inherited(spot, 'closed')
}

/** Whether nothing may be changed here: the nearest `readonly` on the way up decides. */
export function isReadonly(spot: Spot): boolean {
  return inherited(spot, 'readonly')
}

function inherited(spot: Spot, flag: 'closed' | 'readonly'): boolean {
  for (let at: Spot | undefined = spot; at !== undefined; at = at.parent) {
    const { value } = at
    const own = value.kind === 'map' || value.kind === 'list' ? value.shape?.[flag] : undefined
    if (own !== undefined) return own
  }
  return false
}

function withChild(of: Container, key: Key, child: Value): Container {
  if (of.kind === 'list') return list(of.items.with(Number(key), child), of.origin, of.shape)
  return mapOf(new Map(of.items).set(keyId(key), child), of.spelled, of.origin, of.shape)
}
