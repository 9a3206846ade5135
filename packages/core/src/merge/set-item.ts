import type { DialectName } from '../dialect/dialect.js'
import { dialectOf } from '../dialect/dialects.js'
import {
  closedRemoval,
  indexOutOfRange,
  keyNotFound,
  keysCollide,
  missingValue,
  noContainer,
  readonlyPlace,
  typedRemoval,
} from '../messages/container-access.js'
import { notASubclass } from '../messages/conversion.js'
import { isChoice } from '../shape/choose-container.js'
import { convert } from '../shape/convert.js'
import { convertChoice } from '../shape/convert-container.js'
import { declaredType, isOpenChild, structOf, typeFor, withoutNode } from '../shape/declared-type.js'
import { structDefaults } from '../shape/struct-defaults.js'
import { raise } from '../text/errors.js'
import type { Origin } from '../text/source.js'
import { hasCollidingKeys } from '../value/colliding-keys.js'
import { type ConfigNode, childNode, isClosed, isReadonly, replaceNode } from '../value/config-node.js'
import { list, mapOf, nullValue } from '../value/constructors.js'
import { copyOfItems } from '../value/copy-of-items.js'
import { isOwnId, type Key, type KeyId, keyId } from '../value/key.js'
import type { OwnedMaps } from '../value/owned-maps.js'
import { fullKey, keyText } from '../value/path.js'
import {
  type ContainerShape,
  isContainer,
  type ListValue,
  type MapValue,
  type NullValue,
  type Struct,
  type Type,
  type Value,
} from '../value/value.js'
import { checkedKey, childOf, followed, type ItemOptions, indexIn, refusal, refuseClosed } from './get-item.js'
import { fittingOf, merge } from './merge.js'
import { withFlags } from './merge-types.js'

/**
 * Single keys of a map and items of a list, written one at a time with OmegaConf's checks. Each function takes the
 * place of the container and gives its place in a new root, which `rootOf` finds.
 */

/**
 * A value, or a function that makes it from a text with `${`: OmegaConf looks into such a text only when the container
 * is known to take it, so that a closed or read-only one refuses first.
 */
export type Given = Value | (() => Value)

/** As `ItemOptions`, and what to declare of the value. */
export interface SetOptions extends ItemOptions {
  /** Declares a type for the value: it is converted, and so is whatever is put there later. */
  readonly type?: Type | undefined
}

/**
 * `cfg[key] = value`, converted where a type is declared.
 *
 * @throws ConfigKeyError for a new key in a closed map, ConfigIndexError for an index that is not there,
 * ReadonlyConfigError, ValidationError, KeyValidationError
 */
export function setItem(at: ConfigNode, key: Key, value: Given, options: SetOptions = {}): ConfigNode {
  const container = at.value
  if (container.kind === 'map') return setKey(at, container, key, value, options)
  if (container.kind !== 'list') throw raise(noContainer(fullKey(at), 'assign into', container.kind), container.origin)
  const index = indexIn(at, container, key)
  if (isReadonly(at)) throw raise(readonlyPlace(fullKey(at, key), 'change'), originOf(at, value))
  const declared = declaredType(container, Number(index))
  const { takesInterpolations } = dialectOf(options.dialect).merge
  if (
    !takesInterpolations &&
    declared?.kind === 'struct' &&
    typeof value === 'object' &&
    value.kind === 'interpolation'
  ) {
    throw raise(notASubclass(fullKey(at, key), value, declared.struct), value.origin)
  }
  if (declared?.kind === 'struct' || (declared !== undefined && isNull(value)))
    convert(made(value), declared, fullKey(at, key))
  if (childNode(at, index) === undefined) {
    throw raise(indexOutOfRange(fullKey(at, key), container.items.length), originOf(at, value))
  }
  return setIndex(at, container, Number(index), made(value), options)
}

/**
 * `del cfg[key]`. As an attribute (`del cfg.key`) it does not ask whether the config is closed, as in OmegaConf.
 *
 * @throws ReadonlyConfigError, ConfigKeyError or ConfigIndexError where there is nothing to delete, ConfigTypeError
 * in a structured config
 */
export function removeItem(at: ConfigNode, key: Key, options: ItemOptions = {}): ConfigNode {
  const { value } = at
  if (value.kind === 'list') {
    if (isReadonly(at)) throw raise(readonlyPlace(fullKey(at, key), 'delete'), value.origin)
    return replaceNode(at, withoutIndex(value, Number(childOf(at, key, options)!.key)), options.owned)
  }
  if (value.kind !== 'map') throw raise(noContainer(fullKey(at), 'delete from', value.kind), value.origin)
  const normal = checkedKey(at, value, key)
  if (isReadonly(at)) throw raise(readonlyPlace(fullKey(at, key), 'delete'), value.origin)
  if (options.attribute !== true) refuseRemoval(at, value, key, 'delete')
  if (childNode(at, normal) === undefined) throw refusal(keyNotFound(fullKey(at, key)), at, options)
  return replaceNode(at, withoutKey(value, normal, options.owned), options.owned)
}

/** As `ItemOptions`, and what to answer for a key that is not there. */
export interface PopOptions extends ItemOptions {
  /** What to give for a key that is absent or missing. */
  readonly default?: Value | undefined
}

/**
 * `cfg.pop(key, default)`: the value, through interpolations, and the place of the container without it.
 *
 * @throws ReadonlyConfigError, ConfigKeyError or ConfigIndexError where there is nothing to pop and no default,
 * ConfigTypeError in a closed or structured one
 */
export function popItem(
  at: ConfigNode,
  key: Key,
  options: PopOptions = {},
): { readonly value: Value; readonly at: ConfigNode } {
  const { value } = at
  if (isReadonly(at)) throw raise(readonlyPlace(fullKey(at, key), 'pop'), value.origin)
  if (value.kind === 'list') {
    const child = childOf(at, key, { ...options, pop: true })!
    const popped = child.value.kind === 'missing' ? nullValue(child.value.origin) : followed(child, options).value
    return { value: popped, at: replaceNode(at, withoutIndex(value, Number(child.key))) }
  }
  if (value.kind !== 'map') throw raise(noContainer(fullKey(at), 'pop from', value.kind), value.origin)
  refuseRemoval(at, value, key, 'pop')
  const child = childNode(at, checkedKey(at, value, key))
  if (child === undefined) {
    if (options.default !== undefined) return { value: options.default, at }
    throw raise(keyNotFound(fullKey(at, key)), value.origin)
  }
  return { value: poppedValue(child, options), at: replaceNode(at, withoutKey(value, child.key!, options.owned)) }
}

/**
 * `cfg.append(value)`.
 *
 * @throws as `insertItem`
 */
export function appendItem(at: ConfigNode, value: Given, type?: Type): ConfigNode {
  return insertItem(at, at.value.kind === 'list' ? at.value.items.length : 0, value, type)
}

/**
 * `cfg.insert(index, value)`. An index beyond the end is refused, as OmegaConf does and Python's list does not.
 *
 * @throws ReadonlyConfigError, ConfigIndexError, ValidationError where a declared type refuses the value
 */
export function insertItem(at: ConfigNode, index: number, value: Given, type?: Type): ConfigNode {
  const container = at.value
  const place = () => fullKey(at, BigInt(index))
  if (isReadonly(at)) throw raise(readonlyPlace(place(), 'insert'), originOf(at, value))
  if (container.kind !== 'list') throw raise(noContainer(fullKey(at), 'insert into', container.kind), container.origin)
  if (index < 0 || index > container.items.length) {
    throw raise(indexOutOfRange(place(), container.items.length), originOf(at, value))
  }
  const item = made(value)
  return setIndex(at, withGap(container, index, item), index, item, { type })
}

function setKey(at: ConfigNode, container: MapValue, key: Key, given: Given, options: SetOptions): ConfigNode {
  const normal = checkedKey(at, container, key)
  const isNew = !container.items.has(keyId(normal))
  if (isNew && hasCollidingKeys(container, normal) && dialectOf(options.dialect).keys.refusesCollidingKeys) {
    throw raise(keysCollide(keyText(normal)), originOf(at, given))
  }
  // OmegaConf validates first, except what it need not validate.
  const id = keyId(normal)
  const declared = typeof given === 'function' ? declaredType(container, id) : typeFor(container, id, given)
  if (declared !== undefined && isNull(given)) convert(given, declared, fullKey(at, key))
  const unvalidated = typeof given === 'function' || given.kind === 'missing' || given.kind === 'interpolation'
  if (isNew && !unvalidated) refuseClosed(at, container, key, options)
  if (isReadonly(at)) throw raise(readonlyPlace(fullKey(at, key), 'change'), originOf(at, given))
  if (isNew && unvalidated) refuseClosed(at, container, key, options)
  const value = made(given)
  const type = options.type ?? declared
  const current = container.items.get(id)
  const fitting = type === undefined ? value : fitted(at, key, value, { type, current, dialect: options.dialect })
  const shape =
    options.type === undefined ? withoutNode(container.shape, id) : declaring(container.shape, id, options.type)
  const items = (options.owned?.toChange(container.items) ?? copyOfItems(container.items)).set(id, fitting)
  const spelled = isNew && !isOwnId(normal) ? new Map(container.spelled).set(id, normal) : container.spelled
  return replaceNode(at, mapOf(items, spelled, container.origin, shape), options.owned)
}

function setIndex(at: ConfigNode, container: ListValue, index: number, value: Value, options: SetOptions): ConfigNode {
  const { type, owned, dialect } = options
  const declared = type ?? typeFor(container, index, value)
  const current = container.items[index]
  const fitting =
    declared === undefined ? value : fitted(at, BigInt(index), value, { type: declared, current, dialect })
  const isFilled = isOpenChild(container.shape, index) && isContainer(fitting)
  const before = isFilled ? withoutDeclared(container.shape, index) : container.shape
  const shape = type === undefined ? before : declaring(container.shape, index, type)
  return replaceNode(at, list(container.items.with(index, fitting), container.origin, shape), owned)
}

interface Place {
  readonly type: Type
  /** What stands there: it decides where a union of lists, maps and structs would take the value in more than one way. */
  readonly current: Value | undefined
  readonly dialect: DialectName | undefined
}

/** The value as the type of its place takes it. */
function fitted(at: ConfigNode, key: Key, value: Value, { type, current, dialect }: Place): Value {
  if (!isChoice(type)) return convert(value, type, fullKey(at, key))
  // Below a closed config what is in a struct takes no new keys, already while it is made.
  const closed = isClosed(at) ? true : undefined
  const asStruct = (given: MapValue, struct: Struct): Value => {
    const made = merge(withFlags(structDefaults(struct), closed, undefined), given, { dialect }) as MapValue
    return withFlags(made, undefined, undefined)
  }
  return convertChoice(value, type, fullKey(at, key), { ...fittingOf(dialect), isMerged: false, current, asStruct })
}

function withoutKey(of: MapValue, key: Key, owned: OwnedMaps | undefined): MapValue {
  const id = keyId(key)
  const items = owned?.toChange(of.items) ?? copyOfItems(of.items)
  items.delete(id)
  const spelled = of.spelled?.has(id) ? new Map([...of.spelled].filter(([other]) => other !== id)) : of.spelled
  const shape = withFields(of.shape, (field) => (field === id ? undefined : field))
  return mapOf(items, spelled, of.origin, withoutField(shape, id))
}

/** A field that was deleted is no longer declared: it comes back only where new keys may, and with any value. */
function withoutField(shape: ContainerShape | undefined, id: KeyId): ContainerShape | undefined {
  const type = shape?.type
  if (type?.kind !== 'struct' || typeof id !== 'string' || !type.struct.fields.has(id)) return shape
  const fields = new Map(type.struct.fields)
  fields.delete(id)
  return { ...shape, type: { ...type, struct: { ...type.struct, fields } } }
}

function withoutIndex(of: ListValue, index: number): ListValue {
  const shape = withFields(of.shape, (field) => (field === index ? undefined : shifted(field, index, -1)))
  return list(of.items.toSpliced(index, 1), of.origin, shape)
}

/** Room for an item before an index; what stands in it is replaced at once. */
function withGap(of: ListValue, index: number, stopgap: Value): ListValue {
  const shape = withFields(of.shape, (field) => shifted(field, index - 1, 1))
  return list(of.items.toSpliced(index, 0, stopgap), of.origin, shape)
}

function shifted(field: KeyId | number, after: number, by: number): KeyId | number {
  return typeof field === 'number' && field > after ? field + by : field
}

/** The declarations of single children moved to their new keys. */
function withFields(
  shape: ContainerShape | undefined,
  moved: (field: KeyId | number) => KeyId | number | undefined,
): ContainerShape | undefined {
  if (shape?.fields === undefined) return shape
  const fields = new Map<KeyId | number, Type>()
  for (const [field, type] of shape.fields) {
    const to = moved(field)
    if (to !== undefined) fields.set(to, type)
  }
  return { ...shape, fields }
}

function isNull(given: Given): given is NullValue {
  return typeof given === 'object' && given.kind === 'null'
}

function made(given: Given): Value {
  return typeof given === 'function' ? given() : given
}

function originOf(at: ConfigNode, given: Given): Origin {
  return typeof given === 'function' ? at.value.origin : given.origin
}

/** What is declared of a child alone is so no longer. */
function withoutDeclared(shape: ContainerShape | undefined, id: KeyId | number): ContainerShape | undefined {
  return withFields(shape, (field) => (field === id ? undefined : field))
}

function declaring(shape: ContainerShape | undefined, id: KeyId | number, type: Type): ContainerShape {
  return { ...shape, fields: new Map(shape?.fields).set(id, type) }
}

function refuseRemoval(at: ConfigNode, of: MapValue, key: Key, how: 'delete' | 'pop'): void {
  if (isClosed(at)) throw raise(closedRemoval(fullKey(at, key), how), of.origin)
  const struct = structOf(of)
  if (struct !== undefined && struct.rest === undefined && of.shape?.closed !== false) {
    throw raise(typedRemoval(fullKey(at, key), struct.name, how), of.origin)
  }
}

function poppedValue(child: ConfigNode, options: PopOptions): Value {
  if (child.value.kind !== 'missing') return followed(child, options).value
  if (options.default !== undefined) return options.default
  throw raise(missingValue(fullKey(child)), child.value.origin)
}
