import { notAConfig, unlikeContainers } from '../messages/merge.js'
import { notASubclass, notConvertible } from '../messages/shape.js'
import { closedKey, keyOfWrongType, readonlyPlace, tooDeep } from '../messages/values.js'
import { convert } from '../shape/convert.js'
import {
  type ContainerType,
  declares,
  isContainerType,
  isScalarType,
  structOf,
  typeIn,
  typeName,
} from '../shape/declared.js'
import { fits, takesAsIs } from '../shape/fits.js'
import { emptyOf, structDefaults, structWithoutValues } from '../shape/prototype.js'
import type { Type } from '../shape/shape.js'
import { HydraconfError, raise } from '../text/errors.js'
import { DEEPEST } from '../value/depth.js'
import { type Key, type KeyId, keyId } from '../value/key.js'
import { keyOfType } from '../value/lookup.js'
import { keyOf, list } from '../value/make.js'
import { fullKey, keyText } from '../value/path.js'
import { type Follow, isReadonly, rootSpot, type Spot } from '../value/spot.js'
import { type Container, isContainer, type ListValue, type MapValue, type Value } from '../value/value.js'
import { copyTarget } from './copy-target.js'
import { Draft, Owned } from './draft.js'
import { nearKeys } from './near.js'
import { refuseUnrelated, withFlags, withType } from './typed.js'

/** What merging depends on beside the configs. */
export interface MergeOptions {
  /** Finds what an interpolation stands for: a map merged onto `${b}` is merged onto a copy of b's content. */
  readonly follow?: Follow | undefined
}

/** How far a change came: the value as it then was, and the refusal that stopped it. */
export interface Attempt<T = Value> {
  readonly value: T
  readonly refusal: HydraconfError | undefined
}

/**
 * One config merged onto another, as `OmegaConf.merge`: maps key by key, anything else replaced, lists whole.
 * `???` on the right gives way to any value on the left, null does not. Neither argument changes; what the merge
 * did not touch is shared, and `merge(x, {})` is `x` itself.
 *
 * @throws ConfigTypeError for a map and a list in the same place
 * @throws ConfigKeyError for a new key in a closed map, ValidationError where a declared type refuses a value
 */
export function merge(onto: Value, from: Value, options: MergeOptions = {}): Value {
  return mergeAll([onto, from], options)
}

/**
 * Any number of configs merged, each onto what came before. One fold: what it made itself it changes in place.
 * Mirrors `OmegaConf.merge` and its many arguments.
 *
 * @throws as `merge`
 */
export function mergeAll(configs: readonly Value[], options: MergeOptions = {}): Value {
  const [first, ...others] = configs
  if (first === undefined) throw raise(notAConfig('', 'nothing'))
  const fold: Fold = { follow: options.follow, owned: new Owned(), refusal: undefined }
  // While merging, the root's own `readonly` is lifted; a later config may set it, and is obeyed from then on.
  let readonly = false
  let merged = first
  for (const next of others) {
    merged = mergeRoot(rootSpot(merged), next, fold, readonly)
    if (fold.refusal !== undefined) throw fold.refusal
    readonly = (isContainer(next) ? next.shape?.readonly : undefined) ?? readonly
  }
  if (!isContainer(merged) || others.length === 0) return merged
  return withFlags(merged, merged.shape?.closed, readonly || (isContainer(first) ? first.shape?.readonly : undefined))
}

/**
 * Merges into a place of a config, minding `readonly`, as `cfg.merge_with` does: where something is refused, the keys
 * before it stay merged. Answers with what is at the place now.
 */
export function mergeAt(at: Spot, from: Value, options: MergeOptions = {}): Attempt {
  const fold: Fold = { follow: options.follow, owned: new Owned(), refusal: undefined }
  const value = mergeRoot(at, from, fold)
  return { value, refusal: fold.refusal }
}

/** What one fold carries along. */
interface Fold {
  readonly follow: Follow | undefined
  readonly owned: Owned
  /** The first refusal: everything stops at it, and keeps what was merged before. */
  refusal: HydraconfError | undefined
}

function mergeRoot(at: Spot, from: Value, fold: Fold, readonly?: boolean): Value {
  const onto = at.value
  try {
    if (from.kind === 'null' || onto.kind === 'null') return from
    if (!isContainer(onto)) throw raise(notAConfig(fullKey(at), onto.kind), onto.origin)
    if (!isContainer(from)) throw raise(notAConfig(fullKey(at), from.kind), from.origin)
    if (onto.kind === 'map' && from.kind === 'map') {
      refuseUnrelated(onto, from, () => fullKey(at))
      return mergeMap(Draft.at(at, onto, fold.owned, readonly), onto, rootSpot(from), from, fold)
    }
    if (onto.kind === 'list' && from.kind === 'list') {
      return mergeList(onto, from, readonly ?? isReadonly(at), fullKey(at))
    }
    throw raise(unlikeContainers(fullKey(at), onto.kind, from.kind), from.origin)
  } catch (error) {
    return stopped(fold, error, onto)
  }
}

function mergeMap(draft: Draft, onto: MapValue, source: Spot, from: MapValue, fold: Fold): MapValue {
  if (from.items.size === 0 && from.shape === undefined) return onto
  try {
    if (draft.depth > DEEPEST) throw raise(tooDeep(DEEPEST), from.origin)
    for (const [id, value] of from.items) {
      mergeKey(draft, id, keyIn(draft, keyOf(from, id), source), value, source, from, fold)
      if (fold.refusal !== undefined) return draft.finish()
    }
    if (from.shape === undefined) return draft.finish()
    const merged = withType(draft.finish(), onto, from)
    // What the right side says of itself overrules the left.
    return withFlags(merged, from.shape.closed ?? merged.shape?.closed, from.shape.readonly ?? merged.shape?.readonly)
  } catch (error) {
    return stopped(fold, error, draft.finish())
  }
}

/** One key. `source` is the place of `from`, the map that is being merged, in the config that it comes from. */
function mergeKey(draft: Draft, fromId: KeyId, key: Key, right: Value, source: Spot, from: MapValue, fold: Fold): void {
  const id = draft.shape === undefined ? fromId : keyId(key)
  let left = draft.get(id)
  const type = draft.shape === undefined ? undefined : typeIn(draft.shape, id)
  const rightType = from.shape === undefined ? undefined : typeIn(from.shape, fromId)

  if (left !== undefined) {
    refuseUnlikeStruct(draft, key, left, right, type, rightType)
    refuseUnlikeTypes(draft, key, right, type, rightType)
    if (type?.kind === 'list' && isScalarType(rightType) && !isContainer(right) && right.kind !== 'missing') {
      // What has a type of its own takes the place of a list, and only there.
      if (right.kind === 'null') convert(right, type, fullKey(draft.spot(), key))
      draft.refuseReadonly(key, right)
      draft.set(id, key, right)
      draft.declare(id, rightType)
      return
    }
  }
  // Where it is replaced, it makes no difference what it stood for, unless that does not fit.
  const isMet = isContainer(right) || right.kind === 'missing' || isContainerType(type)
  if (left?.kind === 'interpolation' && isMet) left = copyTarget(draft, id, key, left, type, fold.follow)
  if (left === undefined) left = elementPrototype(draft, id, key, right, type)
  if (left === undefined) {
    refuseNewKey(draft, key, right, from)
    putNew(draft, id, key, right, type, rightType)
    return
  }
  if (right.kind === 'interpolation' && left.kind === 'null' && isContainerType(type)) {
    // OmegaConf asks whether the right is null, and looks for the answer in the config that it comes from alone.
    fold.follow?.({ value: right, key, parent: source })
  }
  // OmegaConf compares structs before it knows what a failing interpolation gives way to, or that all of one is missing.
  let isCompared = left.kind !== 'interpolation'
  const isStruct = right.kind === 'missing' && rightType?.kind === 'struct' && left.kind === 'interpolation'
  if ((isContainer(right) || isStruct) && type !== undefined) left = expanded(left, type)

  if (right.kind === 'missing') {
    if (!isContainer(left)) {
      if (isContainerType(rightType) && !isContainerType(type)) {
        draft.refuseReadonly(key, right)
        put(draft, id, key, right, type, rightType)
      } else if (type === undefined) keepLeft(draft, id, key, left, rightType, source)
      return
    }
    if (rightType?.kind !== 'struct' || left.kind !== 'map') {
      if (isContainerType(rightType)) declareLeft(draft, id, key, left, type, rightType, right)
      return
    }
    right = structWithoutValues(rightType.struct)
    isCompared = false
  }
  if (!isContainer(left) || !isContainer(right)) {
    draft.refuseReadonly(key, right)
    put(draft, id, key, right, type, rightType)
    return
  }
  if (isCompared && left.kind === 'map' && right.kind === 'map') {
    refuseUnrelated(left, right, () => fullKey(draft.spot(), key))
  }
  const merged = mergeContainers(draft, key, left, right, source, fold)
  if (merged !== draft.get(id)) draft.set(id, key, merged)
  // A list only gives its items to a list that is there.
  if (rightType !== undefined && type === undefined) draft.declare(id, merged.kind === 'map' ? rightType : ANY)
}

const ANY: Type = { kind: 'any', optional: true }

function mergeContainers(
  draft: Draft,
  key: Key,
  left: Container,
  right: Container,
  source: Spot,
  fold: Fold,
): Container {
  if (left.kind === 'map' && right.kind === 'map') {
    return mergeMap(draft.under(left, key), left, { value: right, key, parent: source }, right, fold)
  }
  const place = () => fullKey(draft.spot(), key)
  if (left.kind === 'list' && right.kind === 'list') {
    return mergeList(left, right, left.shape?.readonly ?? draft.readonly, place)
  }
  throw raise(unlikeContainers(place(), left.kind, right.kind), right.origin)
}

/** The key as a declared key type takes it: a member of an enum for its name. */
function keyIn(draft: Draft, key: Key, source: Spot): Key {
  const type = draft.shape?.type
  if (type?.kind !== 'dict') return key
  const normal = keyOfType(type.key, key)
  if (normal === undefined)
    throw raise(keyOfWrongType(keyText(key), fullKey(draft.spot()), typeName(type.key)), source.value.origin)
  return normal
}

/**
 * A struct with its fields takes maps alone: no list, no scalar, and no interpolation either. One that is missing takes
 * no list, and a map that is missing takes no struct.
 */
function refuseUnlikeStruct(
  draft: Draft,
  key: Key,
  left: Value,
  right: Value,
  type: Type | undefined,
  rightType: Type | undefined,
): void {
  // One that is declared as a map stands for a map.
  if (right.kind === 'interpolation' && (rightType?.kind === 'struct' || rightType?.kind === 'dict')) return
  const given = right.kind === 'map' ? structOf(right) : undefined
  if (given !== undefined && given.rest === undefined && left.kind === 'missing' && type?.kind === 'dict') {
    throw raise(notConvertible(fullKey(draft.spot(), key), 'it', given.name, typeName(type)), right.origin)
  }
  if (right.kind === 'map' || right.kind === 'null' || right.kind === 'missing') return
  const declared = left.kind === 'missing' && right.kind === 'list' ? type : undefined
  if (declared?.kind === 'dict') {
    throw raise(notConvertible(fullKey(draft.spot(), key), 'it', right.kind, typeName(declared)), right.origin)
  }
  const struct = left.kind === 'map' ? structOf(left) : declared?.kind === 'struct' ? declared.struct : undefined
  if (struct !== undefined) throw raise(notASubclass(fullKey(draft.spot(), key), right.kind, struct.name), right.origin)
}

/** Where both sides declare a list or map, it has to be the same, whatever they hold. */
function refuseUnlikeTypes(
  draft: Draft,
  key: Key,
  right: Value,
  type: Type | undefined,
  rightType: Type | undefined,
): void {
  if (!isContainerType(type) || !isContainerType(rightType)) return
  const [declared, given] = [type, rightType].map(({ kind }) => (kind === 'list' ? 'list' : 'map'))
  if (declared !== given) throw raise(unlikeContainers(fullKey(draft.spot(), key), declared!, given!), right.origin)
}

/**
 * What a missing value gives way to. It may be declared, and then declares the left. OmegaConf puts the left value into
 * a copy of the missing one for that, in the config that it comes from: which has to be writable.
 */
function keepLeft(draft: Draft, id: KeyId, key: Key, left: Value, rightType: Type | undefined, source: Spot): void {
  const place = () => fullKey(draft.spot(), key)
  if (isReadonly(source))
    throw raise(readonlyPlace(place(), 'merge a missing value of a read-only config into'), left.origin)
  const kept = rightType === undefined ? left : convert(left, rightType, place())
  draft.refuseReadonly(key, left)
  if (rightType === undefined) return
  draft.set(id, key, kept)
  draft.declare(id, rightType)
}

/** A list or map that is missing has its type all the same, which a list or map without one takes over. */
function declareLeft(
  draft: Draft,
  id: KeyId,
  key: Key,
  left: Container,
  type: Type | undefined,
  rightType: ContainerType,
  right: Value,
): void {
  const place = () => fullKey(draft.spot(), key)
  const kind = rightType.kind === 'list' ? 'list' : 'map'
  if (left.kind !== kind) throw raise(unlikeContainers(place(), left.kind, kind), right.origin)
  if (type !== undefined || left.shape?.type !== undefined) return
  draft.set(
    id,
    key,
    left.kind === 'list' ? { ...left, shape: { ...left.shape, type: rightType } } : fits(left, rightType, place()),
  )
  draft.declare(id, rightType)
}

/** A list is replaced whole. The left keeps its declared type, and its flags where the right has none of its own. */
function mergeList(left: ListValue, right: ListValue, readonly: boolean, place: string | (() => string)): ListValue {
  if (left.shape === undefined && right.shape === undefined && !readonly) return right
  const where = typeof place === 'string' ? place : place()
  if (readonly && right.items.length > 0) throw raise(readonlyPlace(where, 'change'), right.origin)
  const type = left.shape?.type
  const items =
    type?.kind === 'list' ? right.items.map((item, at) => element(item, type.element, `${where}[${at}]`)) : right.items
  const replaced = list(items, right.origin, type === undefined ? undefined : { type })
  return withFlags(replaced, right.shape?.closed ?? left.shape?.closed, right.shape?.readonly ?? left.shape?.readonly)
}

/** An item of a list of structs is merged onto the struct's defaults. */
function element(item: Value, type: Type, place: string): Value {
  if (takesAsIs(type, item)) return item
  if (type.kind !== 'struct') return isContainer(item) ? fits(item, type, place) : convert(item, type, place)
  if (item.kind === 'map') return merge(structDefaults(type.struct), item)
  if (item.kind !== 'interpolation') return convert(item, type, place)
  throw raise(notASubclass(place, 'an interpolation', type.struct.name), item.origin)
}

/** A new key where structs are declared starts from the struct's defaults. */
function elementPrototype(draft: Draft, id: KeyId, key: Key, right: Value, type: Type | undefined): Value | undefined {
  if (type?.kind !== 'struct' || right.kind === 'missing' || draft.shape?.type?.kind !== 'dict') return undefined
  refuseIfClosed(draft, key, right)
  draft.refuseReadonly(key, right)
  const prototype = structDefaults(type.struct)
  draft.set(id, key, prototype)
  return prototype
}

/** A declared container without a value gets its defaults as soon as there is something to merge into it. */
function expanded(left: Value, type: Type): Value {
  const empty = left.kind === 'null' || left.kind === 'missing' || left.kind === 'interpolation'
  return (empty && isContainerType(type) ? emptyOf(type) : undefined) ?? left
}

function put(
  draft: Draft,
  id: KeyId,
  key: Key,
  value: Value,
  type: Type | undefined,
  valueType: Type | undefined,
): void {
  if (type !== undefined) {
    draft.set(id, key, convert(value, type, fullKey(draft.spot(), key)))
    return
  }
  draft.set(id, key, valueType === undefined ? value : convert(value, valueType, fullKey(draft.spot(), key)))
  if (valueType !== undefined) draft.declare(id, valueType)
}

/** What comes with a type of its own, or as a whole, has to fit where all items of a container have their type declared. */
function putNew(
  draft: Draft,
  id: KeyId,
  key: Key,
  value: Value,
  type: Type | undefined,
  valueType: Type | undefined,
): void {
  if (type === undefined || takesAsIs(type, value)) put(draft, id, key, value, undefined, valueType)
  else if (!isContainer(value) && (valueType === undefined || valueType.kind === 'any'))
    put(draft, id, key, value, type, undefined)
  else draft.set(id, key, fits(value, type, fullKey(draft.spot(), key)))
}

function refuseNewKey(draft: Draft, key: Key, value: Value, from: MapValue): void {
  // OmegaConf looks at `readonly` first for what it need not validate.
  if (value.kind === 'missing' || value.kind === 'interpolation') draft.refuseReadonly(key, value)
  if (structOf(from) === undefined) refuseIfClosed(draft, key, value)
  draft.refuseReadonly(key, value)
}

function refuseIfClosed(draft: Draft, key: Key, value: Value): void {
  const struct = draft.shape?.type?.kind === 'struct' ? draft.shape.type.struct : undefined
  const closed = struct === undefined || struct.rest !== undefined ? draft.closed : draft.shape?.closed !== false
  if (!closed || (struct !== undefined && declares(struct, key))) return
  const here = draft.spot()
  throw raise(closedKey(fullKey(here, key), nearKeys(here.value as MapValue, key), struct?.name), value.origin)
}

function stopped<T>(fold: Fold, error: unknown, sofar: T): T {
  if (!(error instanceof HydraconfError)) throw error
  fold.refusal ??= error
  return sofar
}
