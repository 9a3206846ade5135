import { type ConfigNode, childNode } from './config-node.js'
import { entriesOf } from './constructors.js'

/** The places of all children of a container, in config order; none where the value holds none. */
export function childNodes(at: ConfigNode): ConfigNode[] {
  const { value } = at
  if (value.kind === 'map') return [...entriesOf(value)].map(([key, child]) => ({ value: child, key, parent: at }))
  if (value.kind === 'list') return value.items.map((_, index) => childNode(at, BigInt(index))!)
  return []
}
