import type { ConfigNode } from '../value/config-node.js'
import { list, mapOf } from '../value/constructors.js'
import { copyOfItems } from '../value/copy-of-items.js'
import { type Key, keyId } from '../value/key.js'
import { pathOf } from '../value/path.js'
import { isContainer, type Value } from '../value/value.js'

/**
 * The value of a node, safe to put somewhere below it. What a merge is busy with still changes, and must not come to
 * hold itself: the containers between the node and the place are copied as they are now.
 */
export function acyclicCopy(node: ConfigNode, place: ConfigNode): Value {
  const path = pathOf(node)
  const way = pathOf(place).slice(0, -1)
  const isAbove = path.length <= way.length && path.every((key, at) => keyId(key) === keyId(way[at]!))
  return isAbove ? copied(node.value, way.slice(path.length)) : node.value
}

function copied(value: Value, way: readonly Key[]): Value {
  const [key, ...rest] = way
  if (value.kind === 'map') {
    const items = copyOfItems(value.items)
    const child = key === undefined ? undefined : items.get(keyId(key))
    if (key !== undefined && child !== undefined) items.set(keyId(key), copied(child, rest))
    return mapOf(items, value.spelled, value.origin, value.shape)
  }
  if (value.kind !== 'list' || typeof key !== 'bigint') return value
  const child = value.items[Number(key)]
  if (child === undefined || !isContainer(child)) return value
  return list(value.items.with(Number(key), copied(child, rest)), value.origin, value.shape)
}
