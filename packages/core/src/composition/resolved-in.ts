import { keyOf, list, mapOf } from '../value/make.js'
import { childSpot, type Spot } from '../value/spot.js'
import { isContainer, type Value } from '../value/value.js'

/** What an interpolation stands for; undefined: it stays as it is. */
export type FollowIfKnown = (from: Spot) => Spot | undefined

/**
 * What stands in a spot, with the interpolations in it resolved where they stand: a container that is referred to has
 * interpolations of its own, in a place of its own. One that leads back to what it is in stays as it is.
 */
export function resolvedIn(spot: Spot, follow: FollowIfKnown, open: ReadonlySet<Value> = new Set()): Value {
  const { value } = spot
  if (value.kind === 'interpolation') {
    const target = follow(spot)
    if (target === undefined || open.has(target.value)) return value
    return isContainer(target.value) ? resolvedIn(target, follow, open) : { ...target.value, origin: value.origin }
  }
  if (!isContainer(value)) return value
  const inside = new Set([...open, value])
  const child = (at: Parameters<typeof childSpot>[1]): Value => resolvedIn(childSpot(spot, at)!, follow, inside)
  if (value.kind === 'list') {
    return list(
      value.items.map((_, index) => child(BigInt(index))),
      value.origin,
      value.shape,
    )
  }
  const items = [...value.items.keys()].map((id) => [id, child(keyOf(value, id))] as const)
  return mapOf(new Map(items), value.spelled, value.origin, value.shape)
}
