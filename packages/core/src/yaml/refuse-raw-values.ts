import { keysCollide } from '../messages/container-access.js'
import { keyTypeNotSupported, valueTypeNotSupported } from '../messages/yaml.js'
import type { Origin } from '../text/source.js'
import { collidingKeyOf } from '../value/colliding-keys.js'
import { entriesOf } from '../value/constructors.js'
import type { Key } from '../value/key.js'
import type { MapValue } from '../value/value.js'
import type { Composer } from './composer.js'
import { type RawValue, rawKey } from './raw-value.js'

/** Refuses the first thing in a document, in the order of its keys, that no config can hold. */
export function refuseRawValues(reader: Composer, root: RawValue): void {
  if (reader.holdsRaw) visit(root, (value) => refuseRaw(reader, value), reader.dialect.keys.refusesCollidingKeys)
}

/** Refuses what contains itself, and nothing else. */
export function refuseCircles(reader: Composer, root: RawValue): void {
  if (reader.firstCircle === undefined) return
  visit(root, (value) => {
    if (value.kind === 'malformed' && value.isCircle) throw value.error
  })
}

/** Whatever is neither a list nor a map, in the order of the keys. */
function visit(root: RawValue, leaf: (value: Visited) => void, showsCollidingKeys = false): void {
  const seen = new Set<Visited>()
  const pending: Visited[] = [root]
  for (let value = pending.pop(); value !== undefined; value = pending.pop()) {
    // An alias brings the same list or map again: once is enough, and a bomb of aliases has no end.
    if (seen.has(value)) continue
    if (value.kind !== 'map' && value.kind !== 'list') {
      leaf(value)
      continue
    }
    seen.add(value)
    const children = value.kind === 'list' ? value.items : childrenOf(value, showsCollidingKeys)
    for (let at = children.length - 1; at >= 0; at--) pending.push(children[at]!)
  }
}

/** A value of the document, or one of the keys that no config has, or not beside the key of the map that looks like it. */
type Visited =
  | RawValue
  | { readonly kind: 'key'; readonly value: RawValue; readonly origin: Origin }
  | { readonly kind: 'colliding-keys'; readonly text: string; readonly origin: Origin }

/** The values of a map, each after its key if that cannot be. */
function childrenOf(value: MapValue, showsCollidingKeys: boolean): Visited[] {
  const children: Visited[] = []
  const alike = showsCollidingKeys ? collidingKeyOf(value) : undefined
  const pair = new Set<Key>()
  for (const [key, item] of entriesOf(value)) {
    const raw = rawKey(key)
    if (raw !== undefined) children.push({ kind: 'key', value: raw.value, origin: raw.value.origin })
    if (alike !== undefined && String(key) === alike) {
      pair.add(key)
      if (pair.size > 1) children.push({ kind: 'colliding-keys', text: alike, origin: value.origin })
    }
    children.push(item)
  }
  return children
}

function refuseRaw(reader: Composer, value: Visited): void {
  const { start, end } = value.origin
  switch (value.kind) {
    case 'malformed':
      throw value.error
    case 'set':
    case 'date':
      throw reader.refuse(valueTypeNotSupported(value.kind), start, end)
    case 'colliding-keys':
      throw reader.refuse(keysCollide(value.text), start, end)
    case 'key':
      throw reader.refuse(keyTypeNotSupported(value.value.kind), start, end)
  }
}
