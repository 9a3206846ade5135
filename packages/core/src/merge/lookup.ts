import {
  asAttribute,
  badKeyType,
  closedKey,
  indexNotInt,
  indexOutOfRange,
  keyNotFound,
  keyOfWrongType,
  missingValue,
  noAttributes,
  noContainer,
} from '../messages/values.js'
import { structOf, takesKey, typeName } from '../shape/declared.js'
import { type Complaint, type HydraconfError, raise } from '../text/errors.js'
import type { Key } from '../value/key.js'
import { typedKey } from '../value/lookup.js'
import { fullKey, keyText } from '../value/path.js'
import { sameValue } from '../value/same.js'
import { childSpot, type Follow, isClosed, type Spot } from '../value/spot.js'
import type { Kind, ListValue, MapValue, Value } from '../value/value.js'
import { nearKeys } from './near.js'

/** Single keys of a map and items of a list, read one at a time with OmegaConf's checks. */

/** How a single key is looked up. */
export interface ItemOptions {
  readonly follow?: Follow | undefined
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
export function getItem(at: Spot, key: Key, options: ItemOptions = {}): Spot {
  const child = childOf(at, key, options)
  if (child === undefined) {
    const near = at.value.kind === 'map' ? nearKeys(at.value, key) : []
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
export function getItemOr(at: Spot, key: Key, fallback: Value, options: ItemOptions = {}): Value {
  const { value } = at
  const child = value.kind === 'map' ? childSpot(at, checkedKey(at, value, key)) : childOf(at, key, options)
  return child === undefined || child.value.kind === 'missing' ? fallback : followed(child, options).value
}

/** `key in cfg`: missing counts as absent, an interpolation as present even where it fails. */
export function hasKey(at: Spot, key: Key): boolean {
  const { value } = at
  if (value.kind !== 'map') throw raise(noContainer(fullKey(at), 'look for a key in', value.kind), value.origin)
  const normal = isKey(key) ? typedKey(value, key) : undefined
  const child = normal === undefined ? undefined : childSpot(at, normal)
  return child !== undefined && child.value.kind !== 'missing'
}

/**
 * `item in cfg` of a list, through interpolations.
 *
 * @throws what following an interpolation throws
 */
export function hasItem(at: Spot, item: Value, options: ItemOptions = {}): boolean {
  const { value } = at
  if (value.kind !== 'list') throw raise(noContainer(fullKey(at), 'look for an item in', value.kind), value.origin)
  return value.items.some((_, index) => sameValue(followed(childSpot(at, BigInt(index))!, options).value, item))
}

/** The child as it stands, be it an interpolation or missing; undefined where there is none but could be one. */
export function childOf(at: Spot, key: Key, options: ItemOptions = {}): Spot | undefined {
  const { value } = at
  if (value.kind === 'list') {
    const child = childSpot(at, indexIn(at, value, key, options))
    if (child === undefined) throw raise(indexOutOfRange(fullKey(at, key), value.items.length), value.origin)
    return child
  }
  if (value.kind !== 'map') throw raise(noContainer(fullKey(at), 'look into', value.kind), value.origin)
  const child = childSpot(at, checkedKey(at, value, key))
  if (child === undefined) refuseClosed(at, value, key, options)
  return child
}

/** Whether the key is there and still `???`, as `OmegaConf.is_missing`. */
export function isMissing(at: Spot, key: Key): boolean {
  return kindAt(at, key) === 'missing'
}

/** Whether the key is there and an interpolation, as `OmegaConf.is_interpolation`. */
export function isInterpolation(at: Spot, key: Key): boolean {
  return kindAt(at, key) === 'interpolation'
}

function kindAt(at: Spot, key: Key): Kind | undefined {
  return childOf(at, key, { attribute: at.value.kind === 'map' })?.value.kind
}

export function followed(child: Spot, { follow }: ItemOptions): Spot {
  return child.value.kind === 'interpolation' && follow !== undefined ? follow(child) : child
}

/** The index that a key stands for, counted from the end when negative; it need not be in the list. */
export function indexIn(at: Spot, of: ListValue, key: Key, options: ItemOptions = {}): bigint {
  if (options.attribute && typeof key === 'string') throw raise(noAttributes(key, fullKey(at)), of.origin)
  const index = typeof key === 'boolean' ? (key ? 1n : 0n) : key
  if (typeof index !== 'bigint') {
    const complaint = indexNotInt(isKey(key) ? keyText(key) : String(key), fullKey(at))
    throw raise(options.pop ? { ...complaint, type: 'ConfigTypeError' } : complaint, of.origin)
  }
  return index < 0n ? index + BigInt(of.items.length) : index
}

/** A key as the map takes it. What is no key at all comes from plain JavaScript, and is refused like a null key. */
export function checkedKey(at: Spot, of: MapValue, key: Key): Key {
  if (!isKey(key)) throw raise(badKeyType(String(key), fullKey(at)), of.origin)
  const normal = typedKey(of, key)
  if (normal !== undefined) return normal
  const type = of.shape?.type?.kind === 'dict' ? typeName(of.shape.type.key) : ''
  throw raise(keyOfWrongType(keyText(key), fullKey(at), type), of.origin)
}

/** Refuses a key that is not there in a map that takes no new ones. */
export function refuseClosed(at: Spot, of: MapValue, key: Key, options: ItemOptions = {}): void {
  if (takesKey(of, key, isClosed(at))) return
  throw refusal(closedKey(fullKey(at, key), nearKeys(of, key), structOf(of)?.name), at, options)
}

export function refusal(complaint: Complaint, at: Spot, { attribute }: ItemOptions): HydraconfError {
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
