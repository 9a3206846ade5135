import { keyUnhashable } from '../messages/yaml.js'
import { bool, bytes, float, int, keyOf, nullValue, str } from '../value/constructors.js'
import { type BytesKey, type Key, type KeyId, keyId } from '../value/key.js'
import type { MapValue } from '../value/value.js'
import type { Composer } from './composer.js'
import { asKey, type RawValue, rawKey } from './raw-value.js'
import { isYamlFloat, type PlainScalar, plainScalar } from './scalar-type.js'
import { cachedToken } from './token-cache.js'

/** A key as read: a config's key, `<<`, `=`, or one that no config can have. */
export type ReadKey = Key | MergeKey | DefaultKey

/** A plain `<<`: its value is merged into the map. */
export interface MergeKey {
  readonly kind: 'merge'
}

/** A plain `=`: an ordinary text, except that it may be given twice. */
export interface DefaultKey {
  readonly kind: 'default'
  readonly text: string
}

const MERGE: MergeKey = { kind: 'merge' }

/** The key that an untagged plain scalar is. */
export function plainKey(reader: Composer, text: string, start: number, end: number): ReadKey {
  return scalarKey(reader, plainScalar(text), text, start, end)
}

/** The key that `endOfKey` has found between `start` and `end`. */
export function tokenKey(reader: Composer, start: number, end: number): ReadKey {
  const { text, scalar } = cachedToken(reader.text, start, end, reader.keyFront, reader.keyBack)
  return scalar.kind === 'str' ? text : scalarKey(reader, scalar, text, start, end)
}

function scalarKey(reader: Composer, scalar: PlainScalar, text: string, start: number, end: number): ReadKey {
  switch (scalar.kind) {
    case 'str':
      return text
    case 'merge':
      return MERGE
    case 'default':
      return { kind: 'default', text }
    case 'float':
      return reader.purpose === 'plain' && !isYamlFloat(text) ? text : scalar.value
    case 'int':
    case 'bool':
      return scalar.value
    default:
      return valueKey(reader, nullValue(reader.origin(start, end)), start, end)
  }
}

/** The key that a value is. A list, map or set cannot be one in Python; null, a date or a path cannot in a config. */
export function valueKey(reader: Composer, value: RawValue, start: number, end: number): ReadKey {
  switch (value.kind) {
    case 'str':
    case 'int':
    case 'float':
    case 'bool':
    case 'missing':
    case 'interpolation':
      return value.value
    case 'bytes':
      return { kind: 'bytes', value: value.value }
    case 'merge':
      return MERGE
    case 'default':
      return { kind: 'default', text: value.value }
    case 'list':
    case 'map':
    case 'set':
      throw reader.refuse(keyUnhashable(), start, end)
    case 'malformed':
      if (value.isCircle) throw value.error
      return value.value
    default:
      reader.holdsRaw = true
      return asKey({ kind: 'raw', value })
  }
}

/** What a map looks a key up by: that of `keyId`, and one for keys that no config has. */
export function readKeyId(key: Key): KeyId {
  const raw = rawKey(key)
  if (raw !== undefined) {
    const { value } = raw
    return Symbol.for(`hydraconf.raw:${value.kind}:${'value' in value ? String(value.value) : ''}`)
  }
  return keyId(key)
}

/** The key behind an id, as a value. */
export function keyValue(of: MapValue, id: KeyId): RawValue {
  const key = keyOf(of, id)
  switch (typeof key) {
    case 'string':
      return str(key, of.origin)
    case 'bigint':
      return int(key, of.origin)
    case 'number':
      return float(key, of.origin)
    case 'boolean':
      return bool(key, of.origin)
    default:
      return rawKey(key)?.value ?? bytes((key as BytesKey).value, of.origin)
  }
}
