import { expandsTooFar } from '../messages/yaml.js'
import type { Composer } from './composer.js'
import type { RawValue } from './raw-value.js'

/** How many values a config may have once every alias is written out: some hundred MB of YAML. */
const MOST_VALUES = 10_000_000

/**
 * Refuses a document whose aliases of aliases grow beyond any use ("billion laughs"). Here they share one value, but
 * whoever walks the config meets it as often as it is referred to.
 */
export function refuseAliasExpansion(reader: Composer, root: RawValue): void {
  if (!reader.hasAliases) return
  const sizes = new Map<RawValue, number>()
  const pending: RawValue[] = [root]
  while (pending.length > 0) {
    const value = pending[pending.length - 1]!
    if (sizes.has(value)) {
      pending.pop()
      continue
    }
    const children = childrenOf(value)
    const open = children.filter((child) => !sizes.has(child) && isNested(child))
    if (open.length > 0) {
      for (const child of open) pending.push(child)
      continue
    }
    pending.pop()
    const size = children.reduce((sum, child) => sum + (sizes.get(child) ?? 1), 1)
    if (size > MOST_VALUES) throw reader.refuse(expandsTooFar(MOST_VALUES), value.origin.start, value.origin.end)
    sizes.set(value, size)
  }
}

function isNested(value: RawValue): boolean {
  return value.kind === 'map' || value.kind === 'list'
}

function childrenOf(value: RawValue): readonly RawValue[] {
  if (value.kind === 'map') return [...value.items.values()]
  return value.kind === 'list' ? value.items : []
}
