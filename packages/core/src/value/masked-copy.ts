import { entriesOf, map } from './constructors.js'
import { type Key, keyId } from './key.js'
import type { MapValue } from './value.js'

/** A map with only some keys of another, in its order, as `OmegaConf.masked_copy`; keys that are not there are left out. */
export function maskedCopy(of: MapValue, keys: readonly Key[]): MapValue {
  const wanted = new Set(keys.map(keyId))
  return map(
    [...entriesOf(of)].filter(([key]) => wanted.has(keyId(key))),
    of.origin,
  )
}
