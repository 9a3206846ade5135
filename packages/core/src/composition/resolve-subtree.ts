import { type ConfigNode, childNode } from '../value/config-node.js'
import { keyOf, list, mapOf } from '../value/constructors.js'
import { isContainer, type Value } from '../value/value.js'

/** What an interpolation stands for; undefined: it stays as it is. */
export type FollowIfKnown = (from: ConfigNode) => ConfigNode | undefined

/**
 * What stands in a node, with the interpolations in it resolved where they stand: a container that is referred to has
 * interpolations of its own, in a place of its own. One that leads back to what it is in stays as it is.
 */
export function resolveSubtree(node: ConfigNode, follow: FollowIfKnown, open: ReadonlySet<Value> = new Set()): Value {
  const { value } = node
  if (value.kind === 'interpolation') {
    const target = follow(node)
    if (target === undefined || open.has(target.value)) return value
    return isContainer(target.value) ? resolveSubtree(target, follow, open) : { ...target.value, origin: value.origin }
  }
  if (!isContainer(value)) return value
  const inside = new Set([...open, value])
  const child = (at: Parameters<typeof childNode>[1]): Value => resolveSubtree(childNode(node, at)!, follow, inside)
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
