import { structOf } from '../shape/declared.js'
import { nearest } from '../text/nearest.js'
import type { Key } from '../value/key.js'
import { entriesOf } from '../value/make.js'
import { keyText } from '../value/path.js'
import type { MapValue } from '../value/value.js'

/** The keys of a map, there or declared, that look like one that is not. */
export function nearKeys(of: MapValue, key: Key): readonly string[] {
  const known = new Set([
    ...(structOf(of)?.fields.keys() ?? []),
    ...[...entriesOf(of)].map(([other]) => keyText(other)),
  ])
  return nearest(keyText(key), known)
}
