import { keyOfWrongType, readonlyPlace, tooDeep } from '../messages/container-access.js'
import { unlikeContainers } from '../messages/merge.js'
import { isChoice, mergesIntoChosen } from '../shape/choose-container.js'
import type { Fitting } from '../shape/convert-container.js'
import { anyNode, isContainerType, isScalarType, nodeIn, standsAsIs } from '../shape/declared-type.js'
import { structDefaults, structWithoutValues } from '../shape/struct-defaults.js'
import { HydraconfError, raise } from '../text/errors.js'
import { type ConfigNode, type Follow, rootNode } from '../value/config-node.js'
import { keyOf, list } from '../value/constructors.js'
import { MAX_DEPTH } from '../value/depth-limit.js'
import { type Key, type KeyId, keyId } from '../value/key.js'
import { OwnedMaps } from '../value/owned-maps.js'
import { fullKey, keyText } from '../value/path.js'
import { dictOf, keyOfType } from '../value/typed-key.js'
import type { Struct, Type } from '../value/value.js'
import { type Container, isContainer, type ListValue, type MapValue, type Value } from '../value/value.js'
import {
  asDict,
  assign,
  assignNew,
  assignTyped,
  declareLeft,
  elementPrototype,
  expanded,
  keepLeft,
  keepNode,
  leaveOpen,
  replacesContainer,
} from './assign.js'
import { copyTarget, meetTarget } from './copy-target.js'
import { type DeclaredTypes, declaredHere, declaredTypes } from './declared-types.js'
import { Draft } from './draft.js'
import { takenType, typedItems } from './list-items.js'
import { refuseUnrelated, withFlags, withType } from './merge-types.js'
import {
  refuseFailingReference,
  refuseNewKey,
  refuseNullReference,
  refuseUnlikeDeclared,
  refuseUnlikeNode,
  refuseUnlikeStruct,
  refuseUnlikeTypes,
} from './refusals.js'
import type { WrittenKeys } from './written-keys.js'

/** What one fold carries along. */
export interface Fold {
  readonly follow: Follow | undefined
  readonly owned: OwnedMaps
  readonly rules: Fitting
  readonly writtenKeys: WrittenKeys | undefined
  /** The first refusal: everything stops at it, and keeps what was merged before. */
  refusal: HydraconfError | undefined
}

/** One map being merged onto another: made once for the two, and handed on for each key. */
export interface MapMerge {
  /** The map that is merged onto, as it has become so far. */
  readonly draft: Draft
  /** The map that is merged, and its place in the config that it comes from. */
  readonly from: MapValue
  readonly source: ConfigNode
  readonly fold: Fold
}

/** One map merged onto another, key by key. What is refused stops the fold, and what was merged before stays. */
export function mergeMap(maps: MapMerge, onto: MapValue): MapValue {
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
  const { draft, from, source, fold } = maps
  const key = keyIn(maps, keyOf(from, id))
  const left = draft.get(key)
  let declared = declaredTypes(draft, key, { of: from, id, value: right })
  if (left === undefined) {
    mergeNewKey(maps, key, right, declared)
    return
  }
  if (declared.here !== undefined && (standsAsIs(left, declared.here) || draft.nodeAt(key) !== undefined)) {
    if (!isContainer(right) && right.kind !== 'missing' && !isContainerType(declared.there)) {
      draft.refuseReadonly(key, right)
      assignNew(draft, key, right, declared)
      return
    }
    // What stands there has no type, so lists and maps come to it as to any other.
    declared = { here: undefined, there: declared.there }
  }
  refuseUnlikeStruct(draft, key, left, right, declared)
  const coming = { value: right, key, parent: source }
  refuseNullReference(draft, coming, declared.here, fold.follow)
  refuseUnlikeTypes(draft, key, right, declared)
  refuseFailingReference(draft, coming, left, declared.here, fold.follow)
  mergeOnto(maps, key, left, right, declared)
}

function mergeNewKey(maps: MapMerge, key: Key, right: Value, declared: DeclaredTypes): void {
  const { draft, from } = maps
  draft.write(key)
  const prototype = elementPrototype(draft, key, right, declared.here)
  if (prototype !== undefined) {
    mergeOnto(maps, key, prototype, right, declared)
    return
  }
  refuseNewKey(draft, key, right, from)
  assignNew(draft, key, right, declared)
  const node = right.kind === 'missing' ? nodeIn(from.shape, keyId(key)) : undefined
  if (node !== undefined) draft.declare(key, anyNode(node))
}

function mergeOnto(maps: MapMerge, key: Key, left: Value, right: Value, declared: DeclaredTypes): void {
  const { draft } = maps
  const onto = metBy(maps, key, left, right, declared)
  if (replacesContainer(right, declared)) {
    assignTyped(draft, key, right, declared)
    return
  }
  refuseUnlikeNode(draft, key, onto, right)
  // What an interpolation stood for has brought its type along.
  const types =
    left.kind === 'interpolation' ? { here: declaredHere(draft, key, right), there: declared.there } : declared
  const containers = mergeValue(maps, key, { written: left, onto }, right, types)
  if (containers !== undefined) mergeContainers(maps, key, containers, types)
}

/** What the right meets: what an interpolation of a container stands for, or what is there. */
function metBy({ draft, fold }: MapMerge, key: Key, left: Value, right: Value, { here, there }: DeclaredTypes): Value {
  if (left.kind !== 'interpolation') return left
  const isMet = isContainer(right) || right.kind === 'missing' || (here !== undefined && !isScalarType(here))
  if (isMet) return copyTarget(draft, key, left, here, fold.follow)
  // Where it is replaced, it makes no difference what it stood for, unless that is declared and what comes is not.
  if (here === undefined && !isScalarType(there)) meetTarget(draft, { key, left, right, there }, fold.follow)
  return left
}

/**
 * Where both sides have a value: what is decided at once, or the two containers that have to be merged for it. `onto` is
 * what the right meets where `written` stood.
 */
function mergeValue(
  maps: MapMerge,
  key: Key,
  { written, onto }: { readonly written: Value; readonly onto: Value },
  from: Value,
  declared: DeclaredTypes,
): readonly [left: Container, right: Container] | undefined {
  const { draft, fold } = maps
  const { here, there } = declared
  // A map that is null because what it refers to is null stays so where nothing comes.
  const isNothing = !fold.rules.fillsNullMaps && from.kind === 'map' && from.items.size === 0
  if (written.kind === 'interpolation' && onto.kind === 'null' && isNothing && here?.kind !== 'list') return
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
  { draft, from, source }: MapMerge,
  key: Key,
  left: Value,
  right: Value,
  declared: DeclaredTypes,
): Value | undefined {
  const { here, there } = declared
  const node = nodeIn(from.shape, keyId(key))
  if (node !== undefined) {
    keepNode(draft, key, left, right, node)
    return undefined
  }
  if (isContainer(left)) {
    const struct = left.kind === 'map' ? requiredStruct(there) : undefined
    if (struct !== undefined) return structWithoutValues(struct)
    if (isContainerType(there)) declareLeft(draft, key, left, { here, there }, right)
    // It has no type of its own, and what is put in its place has none either.
    else if (there !== undefined && here === undefined) leaveOpen(draft, key)
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
    merged = mergeList(left, { value: right, key, parent: source }, { readonly, place }, fold)
  } else throw raise(unlikeContainers(place(), left.kind, right.kind), right.origin)
  if (there?.kind === 'dict' && here === undefined) merged = asDict(merged, there, place, fold.rules)
  if (merged !== draft.get(key)) draft.set(key, merged)
  // A list only gives its items to a list that is there.
  if (there === undefined || here !== undefined) return
  if (merged.kind === 'map') draft.declare(key, there)
  else leaveOpen(draft, key)
}

/** The key as a declared key type takes it: a member of an enum for its name. */
function keyIn({ draft, source }: MapMerge, key: Key): Key {
  const type = dictOf(draft.shape?.type)?.key
  if (type === undefined) return key
  const normal = keyOfType(type, key)
  if (normal === undefined) throw raise(keyOfWrongType(keyText(key), fullKey(draft.node()), type), source.value.origin)
  return normal
}

/** Where a list is merged. */
export interface ListPlace {
  readonly readonly: boolean
  readonly place: () => string
}

/** A list is replaced whole. The left keeps its declared type, and its flags where the right has none of its own. */
export function mergeList(left: ListValue, source: ConfigNode, { readonly, place }: ListPlace, fold: Fold): ListValue {
  const right = source.value as ListValue
  if (left.shape === undefined && right.shape === undefined && !readonly) return right
  if (readonly && right.items.length > 0) throw raise(readonlyPlace(place(), 'change'), right.origin)
  const type = takenType(left.shape?.type, right.shape?.type, fold.rules)
  const items = type === undefined ? right.items : typedItems(right, type, place(), itemRules(source, fold))
  const replaced = list(items, right.origin, type === undefined ? undefined : { type })
  return withFlags(replaced, right.shape?.closed ?? left.shape?.closed, right.shape?.readonly ?? left.shape?.readonly)
}

/** An item is merged onto a struct with its place in the config that it comes from: OmegaConf 2.3 asks there what it refers to. */
function itemRules(source: ConfigNode, fold: Fold): Fitting {
  const asStruct = (item: MapValue, struct: Struct, at = 0): Value => {
    const defaults = structDefaults(struct)
    refuseUnrelated(defaults, item, () => '')
    const own: Fold = { ...fold, owned: new OwnedMaps(), refusal: undefined }
    const draft = Draft.at(rootNode(defaults), defaults, own, undefined)
    const from = { value: item, key: BigInt(at), parent: source }
    const merged = mergeMap({ draft, from: item, source: from, fold: own }, defaults)
    if (own.refusal !== undefined) throw own.refusal
    return merged
  }
  return { ...fold.rules, asStruct }
}

/** A refusal ends the fold: what was merged so far stays. */
export function stopped<T>(fold: Fold, error: unknown, sofar: T): T {
  if (!(error instanceof HydraconfError)) throw error
  fold.refusal ??= error
  return sofar
}
