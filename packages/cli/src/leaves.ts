import { type ConfigNode, childNode, entriesOf, fullKey, isContainer, rootNode, type Value } from '@hydraconf/core'

/** Every value that holds no others, by its full key; an empty map or list is one. */
export function leaves(config: Value): ReadonlyMap<string, Value> {
  const found = new Map<string, Value>()
  const walk = (node: ConfigNode): void => {
    const { value } = node
    if (!isContainer(value)) return void found.set(fullKey(node), value)
    const keys =
      value.kind === 'map' ? Array.from(entriesOf(value), ([key]) => key) : value.items.map((_, at) => BigInt(at))
    if (keys.length === 0 && node.parent !== undefined) found.set(fullKey(node), value)
    for (const key of keys) walk(childNode(node, key)!)
  }
  walk(rootNode(config))
  return found
}
