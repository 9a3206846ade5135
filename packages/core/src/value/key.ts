/**
 * The key of a map as written: YAML keys keep their type, so `-1`, `true` and `1.5` are not strings here.
 * Ints are `bigint`, floats `number`.
 */
export type Key = string | bigint | number | boolean | BytesKey | EnumKey | NullKey

export interface BytesKey {
  readonly kind: 'bytes'
  readonly value: Uint8Array
}

export interface EnumKey {
  readonly kind: 'enum'
  readonly enum: string
  readonly name: string
  /** As Python's `repr` writes it: `<Color.RED: 1>`. */
  readonly repr: string
}

/** The key of a map that is a resolver's argument: `${f:{null: 1}}`. No config takes it. */
export interface NullKey {
  readonly kind: 'null'
}

/** What a key is looked up by. Two keys that Python's `dict` calls equal (`1`, `1.0`, `true`) have the same id. */
export type KeyId = string | bigint | number | symbol

/** The id that a key is looked up by. */
export function keyId(key: Key): KeyId {
  return typeof key === 'string' ? key : unusualKeyId(key)
}

// By itself, so that the engine puts the test for a text where it is asked: merging asks for every key.
function unusualKeyId(key: Exclude<Key, string>): KeyId {
  switch (typeof key) {
    case 'bigint':
      return key
    case 'boolean':
      return key ? 1n : 0n
    case 'number':
      return Number.isInteger(key) ? BigInt(key) : key
    default:
      if (key.kind === 'null') return Symbol.for('hydraconf.null')
      return key.kind === 'bytes'
        ? Symbol.for(`hydraconf.bytes:${[...key.value].join(',')}`)
        : Symbol.for(`hydraconf.enum:${key.enum}.${key.name}`)
  }
}

/** Whether a key is its own id, as nearly every key is; the others are kept beside the map in `spelled`. */
export function isOwnId(key: Key): key is string | bigint {
  return typeof key === 'string' || typeof key === 'bigint' || (typeof key === 'number' && !Number.isInteger(key))
}
