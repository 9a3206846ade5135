import { entriesOf, type Key, type RawValue, type Value } from '@hydraconf/core'
import { Dict, type DictKey, type Literal, Tuple } from './literal.js'

/** A config value as a Python literal. Missing values, interpolations and dates stay the text they are. */
export function literalOfValue(value: Value): Literal {
  const raw = value as RawValue
  switch (raw.kind) {
    case 'map':
      return new Dict([...entriesOf(raw)].map(([key, item]) => [keyOf(key), literalOfValue(item)] as const))
    case 'list':
      return raw.items.map(literalOfValue)
    case 'tuple':
      return new Tuple(raw.items.map((item) => literalOfValue(item as Value)))
    case 'set':
      return raw.items.map((item) => literalOfValue(item as Value))
    case 'bytes':
      return [...raw.value].map((byte) => BigInt(byte))
    default:
      return raw.value
  }
}

function keyOf(key: Key): DictKey {
  if (key === null || typeof key !== 'object') return key
  switch (key.kind) {
    case 'enum':
      return key.name
    case 'bytes':
      return key.value.toString()
    default:
      return null
  }
}
