import type { Origin } from '../text/source.js'
import { bool, float, int, nullValue } from './constructors.js'
import type { Key } from './key.js'
import type { Value } from './value.js'

/**
 * The value of what JavaScript has one kind for: a whole number is an int, any other a float, and undefined is null. Undefined for
 * texts, whose reading is another matter, and for objects and functions.
 */
export function fromScalar(js: unknown, origin: Origin): Value | undefined {
  switch (typeof js) {
    case 'boolean':
      return bool(js, origin)
    case 'bigint':
      return int(js, origin)
    case 'number':
      return Number.isSafeInteger(js) && !Object.is(js, -0) ? int(BigInt(js), origin) : float(js, origin)
    case 'undefined':
      return nullValue(origin)
    default:
      return js === null ? nullValue(origin) : undefined
  }
}

/** The key that a key of a `Map` is; undefined for what a config has no key for. */
export function fromKey(key: unknown): Key | undefined {
  if (typeof key === 'number') return Number.isSafeInteger(key) ? BigInt(key) : key
  if (typeof key === 'string' || typeof key === 'bigint' || typeof key === 'boolean') return key
  return key instanceof Uint8Array ? { kind: 'bytes', value: key } : undefined
}
