import type { DialectName } from '../dialect/dialect.js'
import {
  asAttribute,
  badKeyType,
  indexNotInt,
  indexOutOfRange,
  keyNotFound,
  keyNotInStruct,
  keyOfWrongType,
  missingValue,
  noAttributes,
  noContainer,
} from '../messages/container-access.js'
import { structOf, takesKey } from '../shape/declared-type.js'
import { type Complaint, type HydraconfError, raise } from '../text/errors.js'
import { type ConfigNode, childNode, type Follow, isClosed } from '../value/config-node.js'
import { equalValues } from '../value/equality.js'
import type { Key } from '../value/key.js'
import type { OwnedMaps } from '../value/owned-maps.js'
import { fullKey, keyText } from '../value/path.js'
import { dictOf, typedKey } from '../value/typed-key.js'
import type { Kind, ListValue, MapValue, Value } from '../value/value.js'
import { similarKeys } from './similar-keys.js'

/** Single keys of a map and items of a list, read one at a time with OmegaConf's checks. */

/** How a single key is looked up. */
export interface ItemOptions {
  readonly follow?: Follow | undefined
  /** By whose rules; Hydra 1.3's unless said otherwise. */
  readonly dialect?: DialectName | undefined
  /** For a change: maps of the config that may be changed in place. */
  readonly owned?: OwnedMaps | undefined
  /** Refuse as attribute access does in Python (`cfg.key`): with ConfigAttributeError instead of ConfigKeyError. */
  readonly attribute?: boolean | undefined
  /** Refuse a key that is no index as `pop` does: with ConfigTypeError instead of KeyValidationError. */
  readonly pop?: boolean | undefined
}

/**
 * `cfg[key]`, through interpolations.
 *
 * @throws ConfigKeyError or ConfigIndexError when it is absent, MissingMandatoryValue when it is `???`,
 * KeyValidationError for a key that the container cannot have
 */
export function getItem(at: ConfigNode, key: Key, options: ItemOptions = {}): ConfigNode {
  const child = childOf(at, key, options)
  if (child === undefined) {
    const near = at.value.kind === 'map' ? similarKeys(at.value, key) : []
    throw refusal(keyNotFound(fullKey(at, key), near), at, options)
  }
  if (child.value.kind === 'missing') throw raise(missingValue(fullKey(child)), child.value.origin)
  return followed(child, options)
}

/**
 * `cfg.get(key, default)`: the default for a key that is absent or missing, not for null. Lists refuse an index
 * that is not there.
 *
 * @throws ConfigIndexError for an index that is not there, KeyValidationError, and what following an interpolation
 * throws
 */
export function getItemOr(at: ConfigNode, key: Key, fallback: Value, options: ItemOptions = {}): Value {
  const { value } = at
  const child = value.kind === 'map' ? childNode(at, checkedKey(at, value, key)) : childOf(at, key, options)
  return child === undefined || child.value.kind === 'missing' ? fallback : followed(child, options).value
}

/** `key in cfg`: missing counts as absent, an interpolation as present even where it fails. */
export function hasKey(at: ConfigNode, key: Key): boolean {
  const { value } = at
  if (value.kind !== 'map') throw raise(noContainer(fullKey(at), 'look for a key in', value.kind), value.origin)
  const normal = isKey(key) ? typedKey(value, key) : undefined
  const child = normal === undefined ? undefined : childNode(at, normal)
  return child !== undefined && child.value.kind !== 'missing'
}

/**
 * `item in cfg` of a list, through interpolations.
 *
 * @throws what following an interpolation throws
 */
export function hasItem(at: ConfigNode, item: Value, options: ItemOptions = {}): boolean {
  const { value } = at
  if (value.kind !== 'list') throw raise(noContainer(fullKey(at), 'look for an item in', value.kind), value.origin)
  return value.items.some((_, index) => equalValues(followed(childNode(at, BigInt(index))!, options).value, item))
}

/** The child as it stands, be it an interpolation or missing; undefined where there is none but could be one. */
export function childOf(at: ConfigNode, key: Key, options: ItemOptions = {}): ConfigNode | undefined {
  const { value } = at
  if (value.kind === 'list') {
    const child = childNode(at, indexIn(at, value, key, options))
    if (child === undefined) throw raise(indexOutOfRange(fullKey(at, key), value.items.length), value.origin)
    return child
  }
  if (value.kind !== 'map') throw raise(noContainer(fullKey(at), 'look into', value.kind), value.origin)
  const child = childNode(at, checkedKey(at, value, key))
  if (child === undefined) refuseClosed(at, value, key, options)
  return child
}

/** Whether the key is there and still `???`, as `OmegaConf.is_missing`. */
export function isMissing(at: ConfigNode, key: Key): boolean {
  return kindAt(at, key) === 'missing'
}

/** Whether the key is there and an interpolation, as `OmegaConf.is_interpolation`. */
export function isInterpolation(at: ConfigNode, key: Key): boolean {
  return kindAt(at, key) === 'interpolation'
}

function kindAt(at: ConfigNode, key: Key): Kind | undefined {
  return childOf(at, key, { attribute: at.value.kind === 'map' })?.value.kind
}

export function followed(child: ConfigNode, { follow }: ItemOptions): ConfigNode {
  return child.value.kind === 'interpolation' && follow !== undefined ? follow(child) : child
}

/** The index that a key stands for, counted from the end when negative; it need not be in the list. */
export function indexIn(at: ConfigNode, of: ListValue, key: Key, options: ItemOptions = {}): bigint {
  if (options.attribute && typeof key === 'string') throw raise(noAttributes(key, fullKey(at)), of.origin)
  const index = typeof key === 'boolean' ? (key ? 1n : 0n) : key
  if (typeof index !== 'bigint') {
    const complaint = indexNotInt(isKey(key) ? keyText(key) : String(key), fullKey(at))
    throw raise(options.pop ? { ...complaint, type: 'ConfigTypeError' } : complaint, of.origin)
  }
  return index < 0n ? index + BigInt(of.items.length) : index
}

/** A key as the map takes it. What is no key at all comes from plain JavaScript, and is refused like a null key. */
export function checkedKey(at: ConfigNode, of: MapValue, key: Key): Key {
  if (!isKey(key)) throw raise(badKeyType(String(key), fullKey(at)), of.origin)
  const normal = typedKey(of, key)
  if (normal !== undefined) return normal
  const type = dictOf(of.shape?.type)?.key
  throw raise(keyOfWrongType(keyText(key), fullKey(at), type), of.origin)
}

/** Refuses a key that is not there in a map that takes no new ones. */
export function refuseClosed(at: ConfigNode, of: MapValue, key: Key, options: ItemOptions = {}): void {
  if (takesKey(of, key, isClosed(at))) return
  throw refusal(keyNotInStruct(fullKey(at, key), similarKeys(of, key), structOf(of)?.name), at, options)
}

export function refusal(complaint: Complaint, at: ConfigNode, { attribute }: ItemOptions): HydraconfError {
  return raise(attribute ? asAttribute(complaint) : complaint, at.value.origin)
}

function isKey(key: unknown): key is Key {
  switch (typeof key) {
    case 'string':
    case 'bigint':
    case 'number':
    case 'boolean':
      return true
    case 'object':
      return key !== null && 'kind' in key && (key.kind === 'bytes' || key.kind === 'enum')
    default:
      return false
  }
}
