import { documentTooLarge, expandsTooMuch } from '../messages/yaml.js'
import type { Composer } from './composer.js'
import type { RawValue } from './raw-value.js'

/** So many times as many nodes as are written may a larger document have. */
const MOST_TIMES = 100
const LARGER = 1000

/**
 * Refuses a document of more nodes than the dialect takes, and one whose aliases make it more than a hundred times as large
 * as it is written. Nodes are keys, scalars, lists and maps; what `<<` refers to counts where it is merged.
 */
export function refuseManyNodes(reader: Composer, root: RawValue): void {
  const { mostNodes } = reader.rules
  if (mostNodes === undefined) return
  const counts = new Map<RawValue, number>()
  let written = 0
  const pending: RawValue[] = [root]
  for (let value = pending.at(-1); value !== undefined; value = pending.at(-1)) {
    const { own, children } = partsOf(reader, value)
    const open = counts.has(value) ? [] : children.filter((child) => isNested(child) && !counts.has(child))
    if (open.length > 0) {
      for (const child of open) pending.push(child)
      continue
    }
    pending.pop()
    if (counts.has(value)) continue
    const count = children.reduce((sum, child) => sum + (counts.get(child) ?? 1), own)
    const { start, end } = value.origin
    if (count > mostNodes) throw reader.refuse(documentTooLarge(mostNodes), start, end)
    written += own + children.filter((child) => !isNested(child)).length
    counts.set(value, count)
  }
  const all = counts.get(root)!
  const { start, end } = root.origin
  if (all > LARGER && all > written * MOST_TIMES) throw reader.refuse(expandsTooMuch(written, all), start, end)
}

/** How many nodes of a value are its own (itself and its keys), and the others. */
function partsOf(reader: Composer, value: RawValue): { own: number; children: readonly RawValue[] } {
  if (value.kind === 'list') return { own: 1, children: value.items }
  if (value.kind !== 'map') return { own: 1, children: [] }
  const merge = reader.merges?.get(value)
  if (merge === undefined) return { own: 1 + value.items.size, children: [...value.items.values()] }
  const { own, sources } = merge
  return { own: 1 + own.size + sources.length, children: [...own.values(), ...sources] }
}

function isNested(value: RawValue): boolean {
  return value.kind === 'map' || value.kind === 'list'
}
