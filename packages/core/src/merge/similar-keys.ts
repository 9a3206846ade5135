import { structOf } from '../shape/declared-type.js'
import { closeMatches } from '../text/close-matches.js'
import { entriesOf } from '../value/constructors.js'
import type { Key } from '../value/key.js'
import { keyText } from '../value/path.js'
import type { MapValue } from '../value/value.js'

/** The keys of a map, there or declared, that look like one that is not. */
export function similarKeys(of: MapValue, key: Key): readonly string[] {
  const known = new Set([
    ...(structOf(of)?.fields.keys() ?? []),
    ...[...entriesOf(of)].map(([other]) => keyText(other)),
  ])
  return closeMatches(keyText(key), known)
}
