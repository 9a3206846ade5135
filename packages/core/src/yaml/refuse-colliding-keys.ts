import { keysCollide } from '../messages/container-access.js'
import { collidingKeyOf } from '../value/colliding-keys.js'
import type { Composer } from './composer.js'
import type { RawValue } from './raw-value.js'

/** Refuses a map that has an int and its text as keys, where the dialect does: `1: a` beside `'1': b`. */
export function refuseCollidingKeys(reader: Composer, root: RawValue): void {
  if (!reader.dialect.keys.refusesCollidingKeys) return
  const seen = new Set<RawValue>([root])
  for (const value of seen) {
    if (value.kind !== 'map' && value.kind !== 'list') continue
    const key = value.kind === 'map' ? collidingKeyOf(value) : undefined
    if (key !== undefined) throw reader.refuse(keysCollide(key), value.origin.start, value.origin.end)
    for (const child of value.items.values()) seen.add(child)
  }
}
