import type { DialectName } from '../dialect/dialect.js'
import { dialectOf } from '../dialect/dialects.js'
import { keysCollide } from '../messages/container-access.js'
import { notAConfig, unlikeContainers } from '../messages/merge.js'
import type { Fitting } from '../shape/convert-container.js'
import { structDefaults } from '../shape/struct-defaults.js'
import { type HydraconfError, raise } from '../text/errors.js'
import { collidingKeysIn } from '../value/colliding-keys.js'
import { type ConfigNode, type Follow, isReadonly, rootNode } from '../value/config-node.js'
import { OwnedMaps } from '../value/owned-maps.js'
import { fullKey } from '../value/path.js'
import type { Struct } from '../value/value.js'
import { isContainer, type MapValue, type Value } from '../value/value.js'
import { Draft } from './draft.js'
import { type Fold, mergeList, mergeMap, stopped } from './merge-map.js'
import { refuseUnrelated, withFlags } from './merge-types.js'
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
  const rules = fittingOf(options.dialect, options.follow)
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
  const rules = { ...fittingOf(dialect, follow), overrulesReadonly: false }
  const writtenKeys = keys.refusesCollidingKeys ? new WrittenKeys() : undefined
  const fold: Fold = { follow, owned, rules, writtenKeys, refusal: undefined }
  const value = mergeRoot(at, from, fold)
  return { value, refusal: fold.refusal }
}

/** The rules by which what is merged is made to fit. */
export function fittingOf(dialect: DialectName | undefined, follow?: Follow): Fitting {
  const asStruct = (value: MapValue, struct: Struct): Value => merge(structDefaults(struct), value, { dialect, follow })
  return { ...dialectOf(dialect).merge, isMerged: true, asStruct }
}

/** Refuses a config in which an int and its text are keys of one map. */
export function refuseCollidingKeys(merged: Value): void {
  const found = collidingKeysIn(merged)
  if (found !== undefined) throw raise(keysCollide(found.key), found.map.origin)
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
      const list = { readonly: readonly ?? isReadonly(at), place: () => fullKey(at) }
      return mergeList(onto, rootNode(from), list, fold)
    }
    throw raise(unlikeContainers(fullKey(at), onto.kind, from.kind), from.origin)
  } catch (error) {
    return stopped(fold, error, onto)
  }
}
