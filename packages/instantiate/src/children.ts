import { type ConfigNode, childNode, entriesOf } from '@hydraconf/core'

/** The nodes directly below one; interpolations are not followed. */
export function childrenOf(at: ConfigNode): readonly ConfigNode[] {
  const { value } = at
  if (value.kind === 'list') return value.items.map((_, index) => childNode(at, BigInt(index))!)
  return value.kind === 'map' ? [...entriesOf(value)].map(([key]) => childNode(at, key)!) : []
}
