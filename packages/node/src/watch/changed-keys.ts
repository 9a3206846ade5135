import {
  type ConfigNode,
  childNode,
  entriesOf,
  fullKey,
  isContainer,
  keyOf,
  type MapValue,
  rootNode,
  type Value,
} from '@hydraconf/core'

/**
 * The full keys of what two configs do not have in common, in the order of the later one, then what it lacks. A map
 * that both have is compared key by key, a list as a whole. What they share costs nothing to compare.
 */
export function changedKeys(before: MapValue, after: MapValue): readonly string[] {
  const changed: string[] = []
  collect(rootNode(before), rootNode(after), changed)
  return changed
}

/** Both are maps. */
function collect(before: ConfigNode, after: ConfigNode, into: string[]): void {
  const old = before.value as MapValue
  const now = after.value as MapValue
  for (const [id, value] of now.items) {
    const known = old.items.get(id)
    if (known === value) continue
    const key = keyOf(now, id)
    if (known?.kind === 'map' && value.kind === 'map') {
      collect(childNode(before, key)!, childNode(after, key)!, into)
    } else if (known === undefined || !isSame(known, value)) into.push(fullKey(after, key))
  }
  for (const id of old.items.keys()) if (!now.items.has(id)) into.push(fullKey(before, keyOf(old, id)))
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
