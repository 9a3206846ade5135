import {
  childSpot,
  entriesOf,
  fullKey,
  isContainer,
  type MapValue,
  rootSpot,
  type Spot,
  type Value,
} from '@hydraconf/core'

/**
 * The full keys of what two configs do not have in common, in the order of the later one, then what it lacks. A map
 * that both have is compared key by key, a list as a whole. What they share costs nothing to compare.
 */
export function changedKeys(before: MapValue, after: MapValue): readonly string[] {
  const changed: string[] = []
  collect(rootSpot(before), rootSpot(after), changed)
  return changed
}

function collect(before: Spot, after: Spot, into: string[]): void {
  const [old, now] = [before.value, after.value]
  if (old === now) return
  if (old.kind !== 'map' || now.kind !== 'map') {
    if (!isSame(old, now)) into.push(fullKey(after))
    return
  }
  for (const [key, value] of entriesOf(now)) {
    const known = childSpot(before, key)
    if (known === undefined) into.push(fullKey(after, key))
    else if (known.value !== value) collect(known, childSpot(after, key)!, into)
  }
  for (const [key] of entriesOf(old)) if (childSpot(after, key) === undefined) into.push(fullKey(before, key))
}

function isSame(a: Value, b: Value): boolean {
  if (a.kind !== b.kind) return false
  if (a.kind === 'list' && b.kind === 'list') {
    return a.items.length === b.items.length && a.items.every((item, at) => isSame(item, b.items[at]!))
  }
  if (a.kind === 'map' && b.kind === 'map') {
    const others = [...entriesOf(b)]
    return (
      a.items.size === b.items.size &&
      [...entriesOf(a)].every(([key, value], at) => others[at]?.[0] === key && isSame(value, others[at]![1]))
    )
  }
  return !isContainer(a) && !isContainer(b) && (a.value === b.value || Object.is(a.value, b.value))
}
