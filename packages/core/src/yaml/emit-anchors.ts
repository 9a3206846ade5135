import { isContainer, type Value } from '../value/value.js'

/**
 * The values that are written once and then referred to, with the names they get, in the order in which they turn up
 * for the second time. Python's objects that can be met twice are paths, and the lists and maps in `made`.
 */
export function anchorsIn(root: Value, made: ReadonlySet<Value> | undefined): ReadonlyMap<Value, string> {
  const seen = new Set<Value>()
  const names = new Map<Value, string>()
  const pending: Value[] = [root]
  for (let value = pending.pop(); value !== undefined; value = pending.pop()) {
    if (value.kind === 'path' || made?.has(value) === true) {
      if (seen.has(value)) {
        if (!names.has(value)) names.set(value, `id${String(names.size + 1).padStart(3, '0')}`)
        continue
      }
      seen.add(value)
    }
    if (isContainer(value)) {
      const items = value.kind === 'list' ? value.items : [...value.items.values()]
      for (let at = items.length - 1; at >= 0; at--) pending.push(items[at]!)
    }
  }
  return names
}
