import { entriesOf } from './make.js'
import { childSpot, type Spot } from './spot.js'

/** The places of all children of a container, in config order; none where the value holds none. */
export function childrenOf(at: Spot): Spot[] {
  const { value } = at
  if (value.kind === 'map') return [...entriesOf(value)].map(([key, child]) => ({ value: child, key, parent: at }))
  if (value.kind === 'list') return value.items.map((_, index) => childSpot(at, BigInt(index))!)
  return []
}
