import { keysLookAlike } from '../messages/yaml.js'
import type { MapValue } from '../value/value.js'
import type { Composer } from './composer.js'
import type { RawValue } from './raw-value.js'

/** Refuses a map that has an int and its text as keys, where the dialect does: `1: a` beside `'1': b`. */
export function refuseLookAlikes(reader: Composer, root: RawValue): void {
  if (!reader.dialect.keys.refusesLookAlikes) return
  const seen = new Set<RawValue>([root])
  for (const value of seen) {
    if (value.kind !== 'map' && value.kind !== 'list') continue
    if (value.kind === 'map') refuseIn(reader, value)
    for (const child of value.items.values()) seen.add(child)
  }
}

function refuseIn(reader: Composer, map: MapValue): void {
  for (const id of map.items.keys()) {
    // Floats and booleans that equal an int look like themselves.
    if (typeof id !== 'bigint' || map.spelled?.has(id) === true || !map.items.has(String(id))) continue
    throw reader.refuse(keysLookAlike(String(id)), map.origin.start, map.origin.end)
  }
}
