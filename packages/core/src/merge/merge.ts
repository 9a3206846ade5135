import type { DialectName } from '../dialect/dialect.js'
import { dialectOf } from '../dialect/dialects.js'
import { keyOfWrongType, keysCollide, readonlyPlace, tooDeep } from '../messages/container-access.js'
import { notAConfig, unlikeContainers } from '../messages/merge.js'
import { isChoice, mergesIntoChosen } from '../shape/choose-container.js'
import type { Fitting } from '../shape/convert-container.js'
import { isContainerType, isScalarType, typeIn } from '../shape/declared-type.js'
import { structDefaults, structWithoutValues } from '../shape/struct-defaults.js'
import { HydraconfError, raise } from '../text/errors.js'
import { collidingKeysIn } from '../value/colliding-keys.js'
import { type ConfigNode, type Follow, isReadonly, rootNode } from '../value/config-node.js'
import { keyOf, list } from '../value/constructors.js'
import { MAX_DEPTH } from '../value/depth-limit.js'
import { type Key, type KeyId, keyId } from '../value/key.js'
import { OwnedMaps } from '../value/owned-maps.js'
import { fullKey, keyText } from '../value/path.js'
import { keyOfType } from '../value/typed-key.js'
import type { Struct, Type } from '../value/value.js'
import { type Container, isContainer, type ListValue, type MapValue, type Value } from '../value/value.js'
import {
  assign,
  assignNew,
  assignTyped,
  declareLeft,
  elementPrototype,
  expanded,
  keepLeft,
  replacesContainer,
} from './assign.js'
import { copyTarget, meetTarget } from './copy-target.js'
import { ANY, type DeclaredTypes, UNDECLARED } from './declared-types.js'
import { Draft } from './draft.js'
import { takenType, typedItems } from './list-items.js'
import { refuseUnrelated, withFlags, withType } from './merge-types.js'
import { refuseNewKey, refuseUnlikeDeclared, refuseUnlikeStruct, refuseUnlikeTypes } from './refusals.js'
import { WrittenKeys } from './written-keys.js'

/** What merging depends on beside the configs. */
export interface MergeOptions {
  /** Finds what an interpolation stands for: a map merged onto `${b}` is merged onto a copy of b's content. */
  readonly follow?: Follow | undefined
  /** By whose rules; Hydra 1.3's unless said otherwise. */
  readonly dialect?: DialectName | undefined
}

/** As `MergeOptions`, for one of many changes. */
export interface MergeAtOptions extends MergeOptions {
  /** Maps of the config that may be changed in place. */
  readonly owned?: OwnedMaps | undefined
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
  const { keys } = dialectOf(options.dialect)
  const rules = fittingOf(options.dialect)
  const { overrulesReadonly } = rules
  const writtenKeys = keys.refusesCollidingKeys ? new WrittenKeys() : undefined
  const fold: Fold = { follow: options.follow, owned: new OwnedMaps(), rules, writtenKeys, refusal: undefined }
  // While merging, the root's own `readonly` is lifted; a later config may set it, and is obeyed from then on.
  let readonly = false
  let merged = first
  for (const next of others) {
    merged = mergeRoot(rootNode(merged), next, fold, readonly && !overrulesReadonly)
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
export function mergeAt(at: ConfigNode, from: Value, options: MergeAtOptions = {}): Attempt {
  const { follow, owned = new OwnedMaps(), dialect } = options
  const { keys } = dialectOf(dialect)
  const rules = { ...fittingOf(dialect), overrulesReadonly: false }
  const writtenKeys = keys.refusesCollidingKeys ? new WrittenKeys() : undefined
  const fold: Fold = { follow, owned, rules, writtenKeys, refusal: undefined }
  const value = mergeRoot(at, from, fold)
  return { value, refusal: fold.refusal }
}

/** The rules by which what is merged is made to fit. */
export function fittingOf(dialect: DialectName | undefined): Fitting {
  const asStruct = (value: MapValue, struct: Struct): Value => merge(structDefaults(struct), value, { dialect })
  return { ...dialectOf(dialect).merge, isMerged: true, asStruct }
}

/** Refuses a config in which an int and its text are keys of one map. */
export function refuseCollidingKeys(merged: Value): void {
  const found = collidingKeysIn(merged)
  if (found !== undefined) throw raise(keysCollide(found.key), found.map.origin)
}

/** What one fold carries along. */
interface Fold {
  readonly follow: Follow | undefined
  readonly owned: OwnedMaps
  readonly rules: Fitting
  readonly writtenKeys: WrittenKeys | undefined
  /** The first refusal: everything stops at it, and keeps what was merged before. */
  refusal: HydraconfError | undefined
}

/** One map being merged onto another: made once for the two, and handed on for each key. */
interface MapMerge {
  /** The map that is merged onto, as it has become so far. */
  readonly draft: Draft
  /** The map that is merged, and its place in the config that it comes from. */
  readonly from: MapValue
  readonly source: ConfigNode
  readonly fold: Fold
}

function mergeRoot(at: ConfigNode, from: Value, fold: Fold, readonly?: boolean): Value {
  const onto = at.value
  try {
    if (from.kind === 'null' || onto.kind === 'null') return from
    if (!isContainer(onto)) throw raise(notAConfig(fullKey(at), onto.kind), onto.origin)
    if (!isContainer(from)) throw raise(notAConfig(fullKey(at), from.kind), from.origin)
    if (onto.kind === 'map' && from.kind === 'map') {
      refuseUnrelated(onto, from, () => fullKey(at))
      return mergeMap({ draft: Draft.at(at, onto, fold, readonly), from, source: rootNode(from), fold }, onto)
    }
    if (onto.kind === 'list' && from.kind === 'list') {
      return mergeList(onto, from, readonly ?? isReadonly(at), fullKey(at), fold.rules)
    }
    throw raise(unlikeContainers(fullKey(at), onto.kind, from.kind), from.origin)
  } catch (error) {
    return stopped(fold, error, onto)
  }
}

function mergeMap(maps: MapMerge, onto: MapValue): MapValue {
  const { draft, from, fold } = maps
  if (from.items.size === 0 && from.shape === undefined) return onto
  try {
    if (draft.depth > MAX_DEPTH) throw raise(tooDeep(MAX_DEPTH), from.origin)
    for (const [id, value] of from.items) {
      mergeKey(maps, id, value)
      if (fold.refusal !== undefined) return draft.finish()
    }
    if (from.shape === undefined) return draft.finish()
    const merged = withType(draft.finish(), from, fold.rules)
    // What the right side says of itself overrules the left.
    return withFlags(merged, from.shape.closed ?? merged.shape?.closed, from.shape.readonly ?? merged.shape?.readonly)
  } catch (error) {
    return stopped(fold, error, draft.finish())
  }
}

function mergeKey(maps: MapMerge, id: KeyId, right: Value): void {
  const { draft, from } = maps
  const key = keyIn(maps, keyOf(from, id))
  let declared = declaredAt(maps, key, id)
  const left = draft.get(key)
  if (left !== undefined) {
    refuseUnlikeStruct(draft, key, left, right, declared)
    refuseUnlikeTypes(draft, key, right, declared)
    if (replacesContainer(right, declared)) {
      assignTyped(draft, key, right, declared)
      return
    }
  }
  if (left === undefined) draft.write(key)
  const onto =
    left === undefined ? elementPrototype(draft, key, right, declared.here) : metBy(maps, key, left, right, declared)
  // What an interpolation stood for has brought its type along.
  if (left?.kind === 'interpolation') declared = declaredAt(maps, key, id)
  if (onto === undefined) {
    refuseNewKey(draft, key, right, from)
    assignNew(draft, key, right, declared)
    return
  }
  const containers = mergeValue(maps, key, onto, right, declared)
  if (containers !== undefined) mergeContainers(maps, key, containers, declared)
}

function declaredAt({ draft, from }: MapMerge, key: Key, fromId: KeyId): DeclaredTypes {
  if (draft.shape === undefined && from.shape === undefined) return UNDECLARED
  return { here: draft.shape && typeIn(draft.shape, keyId(key)), there: from.shape && typeIn(from.shape, fromId) }
}

/** What the right meets: what an interpolation of a container stands for, or what is there. */
function metBy({ draft, fold }: MapMerge, key: Key, left: Value, right: Value, { here }: DeclaredTypes): Value {
  if (left.kind !== 'interpolation') return left
  const isMet = isContainer(right) || right.kind === 'missing' || (here !== undefined && !isScalarType(here))
  if (isMet) return copyTarget(draft, key, left, here, fold.follow)
  // Where it is replaced, it makes no difference what it stood for, unless that is declared.
  if (here === undefined) meetTarget(draft, key, left, right, fold.follow)
  return left
}

/** Where both sides have a value: what is decided at once, or the two containers that have to be merged for it. */
function mergeValue(
  maps: MapMerge,
  key: Key,
  onto: Value,
  from: Value,
  declared: DeclaredTypes,
): readonly [left: Container, right: Container] | undefined {
  const { draft, source, fold } = maps
  const { here, there } = declared
  if (
    !fold.rules.takesInterpolations &&
    from.kind === 'interpolation' &&
    onto.kind === 'null' &&
    isContainerType(here)
  ) {
    // OmegaConf asks whether the right is null, and looks for the answer in the config that it comes from alone.
    fold.follow?.({ value: from, key, parent: source })
  }
  const isStruct = from.kind === 'missing' && requiredStruct(there) !== undefined && onto.kind === 'interpolation'
  const left = (isContainer(from) || isStruct) && here !== undefined ? expanded(onto, here) : onto
  const right = from.kind === 'missing' ? mergeMissing(maps, key, left, from, declared) : from
  if (right === undefined) return undefined
  const isChosenAnew = isChoice(here) && !mergesIntoChosen(left, right, here)
  if (isChosenAnew || !isContainer(left) || !isContainer(right)) {
    if (isContainer(left) && !isChosenAnew) refuseUnlikeDeclared(draft, key, left, right, there)
    if (!isScalarType(here)) draft.write(key)
    draft.refuseReadonly(key, right)
    assign(draft, key, right, declared)
    return undefined
  }
  // OmegaConf compares structs before it knows what a failing interpolation gives way to, or that all of one is missing.
  const isCompared = onto.kind !== 'interpolation' && from.kind !== 'missing'
  if (isCompared && left.kind === 'map' && right.kind === 'map') {
    refuseUnrelated(left, right, () => fullKey(draft.node(), key))
  }
  return [left, right]
}

/** `???` gives way to what is there, but what it is declared as counts: a required struct has its fields all the same. */
function mergeMissing(
  { draft, source }: MapMerge,
  key: Key,
  left: Value,
  right: Value,
  declared: DeclaredTypes,
): Value | undefined {
  const { here, there } = declared
  if (isContainer(left)) {
    const struct = left.kind === 'map' ? requiredStruct(there) : undefined
    if (struct !== undefined) return structWithoutValues(struct)
    if (isContainerType(there)) declareLeft(draft, key, left, { here, there }, right)
    return undefined
  }
  if (!isScalarType(here)) draft.write(key)
  if (isContainerType(there) && !isContainerType(here)) {
    draft.refuseReadonly(key, right)
    assign(draft, key, right, declared)
  } else if (here === undefined) keepLeft(draft, key, left, there, source)
  return undefined
}

/** OmegaConf does not see a struct in `Optional[Struct]` here. */
function requiredStruct(type: Type | undefined): Struct | undefined {
  return type?.kind === 'struct' && !type.optional ? type.struct : undefined
}

function mergeContainers(
  { draft, source, fold }: MapMerge,
  key: Key,
  [left, right]: readonly [Container, Container],
  { here, there }: DeclaredTypes,
): void {
  const place = () => fullKey(draft.node(), key)
  let merged: Container
  if (left.kind === 'map' && right.kind === 'map') {
    const below = { value: right, key, parent: source }
    const under = draft.under(left, key, fold.rules.overrulesReadonly ? false : undefined)
    merged = mergeMap({ draft: under, from: right, source: below, fold }, left)
  } else if (left.kind === 'list' && right.kind === 'list') {
    const readonly = !fold.rules.overrulesReadonly && (left.shape?.readonly ?? draft.readonly)
    merged = mergeList(left, right, readonly, place, fold.rules)
  } else throw raise(unlikeContainers(place(), left.kind, right.kind), right.origin)
  if (merged !== draft.get(key)) draft.set(key, merged)
  // A list only gives its items to a list that is there.
  if (there !== undefined && here === undefined) draft.declare(key, merged.kind === 'map' ? there : ANY)
}

/** The key as a declared key type takes it: a member of an enum for its name. */
function keyIn({ draft, source }: MapMerge, key: Key): Key {
  const type = draft.shape?.type
  if (type?.kind !== 'dict') return key
  const normal = keyOfType(type.key, key)
  if (normal === undefined)
    throw raise(keyOfWrongType(keyText(key), fullKey(draft.node()), type.key), source.value.origin)
  return normal
}

/** A list is replaced whole. The left keeps its declared type, and its flags where the right has none of its own. */
function mergeList(
  left: ListValue,
  right: ListValue,
  readonly: boolean,
  place: string | (() => string),
  rules: Fitting,
): ListValue {
  if (left.shape === undefined && right.shape === undefined && !readonly) return right
  const where = typeof place === 'string' ? place : place()
  if (readonly && right.items.length > 0) throw raise(readonlyPlace(where, 'change'), right.origin)
  const type = takenType(left.shape?.type, right.shape?.type, rules)
  const items = type === undefined ? right.items : typedItems(right, type, where, rules)
  const replaced = list(items, right.origin, type === undefined ? undefined : { type })
  return withFlags(replaced, right.shape?.closed ?? left.shape?.closed, right.shape?.readonly ?? left.shape?.readonly)
}

function stopped<T>(fold: Fold, error: unknown, sofar: T): T {
  if (!(error instanceof HydraconfError)) throw error
  fold.refusal ??= error
  return sofar
}
