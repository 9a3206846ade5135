import { entriesOf, type Key, type Value } from '@hydraconf/core'
import { Dict, type DictKey, type Literal } from './literal.js'

/** A composed, resolved config value as a Python literal. Missing values and interpolations stay the text they are. */
export function literalOfValue(value: Value): Literal {
  switch (value.kind) {
    case 'map':
      return new Dict([...entriesOf(value)].map(([key, item]) => [keyOf(key), literalOfValue(item)] as const))
    case 'list':
      return value.items.map(literalOfValue)
    case 'bytes':
      return [...value.value].map((byte) => BigInt(byte))
    default:
      return value.value
  }
}

function keyOf(key: Key): DictKey {
  if (key === null || typeof key !== 'object') return key
  switch (key.kind) {
    case 'enum':
      return key.name
    case 'bytes':
      return key.value.toString()
    case 'null':
      return null
  }
}
