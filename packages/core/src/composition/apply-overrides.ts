import type { DialectName } from '../dialect/dialect.js'
import { dialectOf } from '../dialect/dialects.js'
import type { Override, OverrideValue } from '../grammar/override.js'
import { elementValue, keyOrigin, valueOrigin } from '../grammar/override-element.js'
import { appendItem, removeItem } from '../merge/set-item.js'
import { update } from '../merge/update.js'
import {
  alreadyThere,
  deletedValueDiffers,
  editRefused,
  itemNotDeleted,
  keyNotThere,
  notAGroup,
  notAList,
  nothingToDelete,
} from '../messages/apply-overrides.js'
import { HydraconfError, raise } from '../text/errors.js'
import { type ConfigNode, type Follow, rootNode, rootOf } from '../value/config-node.js'
import { mapOf, str } from '../value/constructors.js'
import { equalValues } from '../value/equality.js'
import { OwnedMaps } from '../value/owned-maps.js'
import { splitKey } from '../value/path.js'
import { pythonText } from '../value/python-text.js'
import { selectNode, selectPlace } from '../value/select.js'
import type { ListValue, MapValue, Value } from '../value/value.js'
import { keySuggestions } from './key-suggestions.js'
import { resolveSubtree } from './resolve-subtree.js'

/**
 * The composed config with the command line's values, in its order. The config is closed by now: a new key takes a `+`.
 *
 * @throws ConfigCompositionException for an edit that does not fit
 */
export function applyOverrides(config: MapValue, edits: readonly Override[], options: EditOptions): MapValue {
  const owned = new OwnedMaps()
  let edited = closed(config)
  // A new root each time: what was found out about the one before does not hold for what was changed in place.
  for (const edit of edits) edited = closed(applyOverride(edited, edit, { ...options, owned }))
  return edited
}

/** The config, taking no new keys from here on. */
export function closed(config: MapValue): MapValue {
  return withClosed(config, true)
}

function withClosed({ items, spelled, origin, shape }: MapValue, isClosed: boolean): MapValue {
  return mapOf(items, spelled, origin, { ...shape, closed: isClosed })
}

/** How an edit is applied; see `UpdateOptions`. */
export interface EditOptions {
  readonly follow: Follow
  readonly dialect?: DialectName | undefined
  readonly owned?: OwnedMaps | undefined
}

export function applyOverride(config: MapValue, edit: Override, options: EditOptions): MapValue {
  const { key, text, origin } = edit
  if (key.package !== undefined) throw raise(notAGroup({ text, group: key.name }), keyOrigin(origin))
  try {
    switch (edit.op) {
      case 'delete':
        return dialectOf(options.dialect).overrides.deletesAnything
          ? removeAnything(config, edit, options)
          : remove(config, edit, options)
      case 'add':
        refuseIfThere(config, edit, options)
        return put(config, edit, options, true)
      case 'force-add':
        return put(config, edit, options, true)
      case 'change':
        return put(config, edit, options, false)
      case 'extend':
        return extend(config, edit, options)
    }
  } catch (error) {
    if (!(error instanceof HydraconfError) || !error.isA('OmegaConfBaseException')) throw error
    const isUnknownKey = error.isA('ConfigKeyError') || error.isA('ConfigAttributeError')
    if (edit.op === 'change' && isUnknownKey) {
      const lost = newKeyOf(config, edit, options.dialect) ?? key.name
      throw raise(
        keyNotThere({ key: lost, text, around: keySuggestions(config, lost, options.dialect) }),
        keyOrigin(origin),
        error,
      )
    }
    const isAboutKey = isUnknownKey || INDEX_CODES.has(error.code)
    throw raise(editRefused(error), isAboutKey ? keyOrigin(origin) : valueOrigin(edit), error)
  }
}

const INDEX_CODES: ReadonlySet<string> = new Set(['index-not-int', 'index-out-of-range'])

function put(config: MapValue, edit: Override, options: EditOptions, forceAdd: boolean): MapValue {
  const value = elementValue(edit.value!, valueOrigin(edit), dialectOf(options.dialect).texts)
  return update(config, edit.key.name, value, { ...options, forceAdd })
}

// What is there is resolved even where a list or map goes over it: an interpolation that fails is refused.
function refuseIfThere(config: MapValue, { key, value, text, origin }: Override, options: EditOptions): void {
  const isThere = present(config, key.name, options) !== undefined
  if (isThere && !isContainerValue(value!)) throw raise(alreadyThere({ key: key.name, text }), keyOrigin(origin))
}

function remove(config: MapValue, edit: Override, options: EditOptions): MapValue {
  const { follow, owned } = options
  const { name } = edit.key
  const found = present(config, name, options)
  if (found === undefined) {
    throw raise(
      nothingToDelete({ key: name, around: keySuggestions(config, name, options.dialect), nulls: true }),
      keyOrigin(edit.origin),
    )
  }
  const { value } = edit
  if (
    value !== undefined &&
    value.kind !== 'null' &&
    !equalValues(comparable(value, edit, options.dialect), found.value)
  ) {
    throw raise(deletedValueDiffers({ key: name, value: pythonText(found.value), text: edit.text }), valueOrigin(edit))
  }
  const dot = name.lastIndexOf('.')
  const open = withClosed(config, false)
  const root = rootNode(open)
  const holder = dot === -1 ? root : selectNode(root, name.slice(0, dot), { follow })!
  if (holder.value.kind === 'list') {
    throw raise(itemNotDeleted({ key: name, list: name.slice(0, dot) }), keyOrigin(edit.origin))
  }
  return closed(rootOf(removeItem(holder, name.slice(dot + 1), { owned })).value as MapValue)
}

/** As `remove`, of Hydra 1.4: whatever is there, the interpolation itself where it is one, and items of lists. */
function removeAnything(config: MapValue, edit: Override, options: EditOptions): MapValue {
  const { name } = edit.key
  const root = rootNode(withClosed(config, false))
  const place = placeToDelete(root, name, options)
  if (place?.parent === undefined || place.key === undefined) {
    throw raise(
      nothingToDelete({ key: name, around: keySuggestions(config, name, options.dialect), nulls: false }),
      keyOrigin(edit.origin),
    )
  }
  const { follow, owned } = options
  const { value } = edit
  const there = place.value.kind === 'interpolation' ? follow(place) : place
  if (value !== undefined) {
    const composed = resolveSubtree(there, follow)
    if (!equalValues(comparable(value, edit, options.dialect), composed)) {
      const given = { key: name, value: pythonText(composed), text: edit.text }
      throw raise(deletedValueDiffers(given), valueOrigin(edit))
    }
  }
  return closed(rootOf(removeItem(place.parent, place.key, { owned })).value as MapValue)
}

/** What cannot have such a key does not have it. */
function placeToDelete(root: ConfigNode, key: string, { follow, dialect }: EditOptions): ConfigNode | undefined {
  try {
    return selectPlace(root, key, { follow, dialect })
  } catch (error) {
    if (error instanceof HydraconfError && error.isA('TypeError')) return undefined
    throw error
  }
}

/** `key=extend_list(a,b)`: the values behind those of the list that is there. */
function extend(config: MapValue, edit: Override, { follow, dialect }: EditOptions): MapValue {
  const found = selectNode(rootNode(config), edit.key.name, { follow, dialect, throwOnMissing: true })
  if (found?.value.kind !== 'list') {
    const is = found === undefined ? 'not there' : found.value.kind
    throw raise(notAList({ key: edit.key.name, is }), keyOrigin(edit.origin))
  }
  const added = elementValue(edit.value!, valueOrigin(edit), dialectOf(dialect).texts) as ListValue
  return rootOf(added.items.reduce((list, item) => appendItem(list, item), found)).value as MapValue
}

// Null and missing count as absent here: Hydra refuses `~key` on them, and scripts rely on it.
function present(config: MapValue, key: string, { follow, dialect }: EditOptions): ConfigNode | undefined {
  const found = selectNode(rootNode(config), key, { follow, dialect })
  return found === undefined || found.value.kind === 'null' || found.value.kind === 'missing' ? undefined : found
}

// The text of an interpolation is compared as it stands, with what is there when resolved.
function comparable(value: OverrideValue, edit: Override, dialect: DialectName | undefined): Value {
  const { texts } = dialectOf(dialect)
  const read = elementValue(value, edit.origin, texts)
  const isText = value.kind === 'text' || value.kind === 'quoted'
  // `???` is what is missing, and `\???` is the text, where the two are told apart.
  const isTold = texts.escapesMissing && (read.kind === 'missing' || (read.kind === 'str' && read.isEscaped === true))
  return isText && !isTold ? str(value.value) : read
}

function isContainerValue({ kind }: OverrideValue): boolean {
  return kind === 'map' || kind === 'list'
}

/** The key that is new where a map with one more key goes over a map: `poly.z` of `poly={x:1,z:2}`. */
function newKeyOf(config: MapValue, edit: Override, dialect: DialectName | undefined): string | undefined {
  const path = splitKey(edit.key.name, dialectOf(dialect).keys)
  let at: Value | undefined = config
  for (const part of path) at = at?.kind === 'map' ? at.items.get(part) : undefined
  return at === undefined || edit.value === undefined
    ? undefined
    : newKeyBelow(at, elementValue(edit.value, edit.origin), path)
}

function newKeyBelow(at: Value, given: Value, path: readonly string[]): string | undefined {
  if (at.kind !== 'map' || given.kind !== 'map') return undefined
  for (const [id, value] of given.items) {
    const child = at.items.get(id)
    const below = [...path, String(id)]
    const found = child === undefined ? below.join('.') : newKeyBelow(child, value, below)
    if (found !== undefined) return found
  }
  return undefined
}
