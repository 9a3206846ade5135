import { keyId, type Value } from '@hydraconf/core'
import type { Literal } from './literal.js'

/** The value under keys, as they are: patterns hold dots and stars that a key path would read otherwise. */
export function valueAt(value: Value | undefined, keys: readonly Literal[]): Value | undefined {
  let here = value
  for (const key of keys) {
    if (here?.kind === 'list') here = typeof key === 'bigint' ? here.items[Number(key)] : undefined
    else if (here?.kind === 'map') {
      const id = typeof key === 'string' || typeof key === 'bigint' ? keyId(key) : undefined
      here = id === undefined ? undefined : here.items.get(id)
    } else return undefined
  }
  return here
}
