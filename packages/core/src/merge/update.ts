import type { DialectName, KeyRules } from '../dialect/dialect.js'
import { dialectOf } from '../dialect/dialects.js'
import {
  emptyKey,
  keyTooDeep,
  missingValue,
  noContainer,
  nothingAt,
  pathIndexNotInt,
} from '../messages/container-access.js'
import { notConvertible } from '../messages/conversion.js'
import { unlikeContainers } from '../messages/merge.js'
import { isChoice } from '../shape/choose-container.js'
import { containerKind, declaredType, isContainerType, itemsIn, nodeIn } from '../shape/declared-type.js'
import { isExactly } from '../shape/exact-type.js'
import { emptyOf } from '../shape/struct-defaults.js'
import { HydraconfError, raise } from '../text/errors.js'
import {
  type ConfigNode,
  childNode,
  type Follow,
  replaceNode,
  rootNode,
  rootOf,
  withValue,
} from '../value/config-node.js'
import { entriesOf, list, map } from '../value/constructors.js'
import { type Key, keyId } from '../value/key.js'
import { readInt } from '../value/number.js'
import type { OwnedMaps } from '../value/owned-maps.js'
import { fullKey, pathOf, splitKey } from '../value/path.js'
import { pythonText } from '../value/python-text.js'
import { countedFrom } from '../value/select.js'
import type { Template } from '../value/template.js'
import { keyNamed, keyOfType } from '../value/typed-key.js'
import { type Container, isContainer, type ListType, type Type, type Value } from '../value/value.js'
import { childOf } from './get-item.js'
import { type Attempt, mergeAt } from './merge.js'
import { typeAt, withFlags } from './merge-types.js'
import { updatePlainly } from './plain-update.js'
import { setItem } from './set-item.js'

/** How a value is put into a config. */
export interface UpdateOptions {
  /** Merge a map or list into the one that is there (the default), or put it in its place. */
  readonly merge?: boolean | undefined
  /** Add keys even where the config is closed or declares other ones. */
  readonly forceAdd?: boolean | undefined
  readonly follow?: Follow | undefined
  /** Whose rules the path is walked by; Hydra 1.3's unless said otherwise. */
  readonly dialect?: DialectName | undefined
  /** Maps that earlier changes have made, and that this one may change in place: then many changes cost what they change. */
  readonly owned?: OwnedMaps | undefined
}

/**
 * The config with a value put under a key such as `a.b[0].c`, as `OmegaConf.update`. Containers on the way are made where
 * there is none, in place of whatever scalar or interpolation is there. What is beside the way is shared.
 *
 * @throws ConfigAttributeError, ConfigKeyError for a key that a closed config does not have, ConfigIndexError,
 * ConfigTypeError, ReadonlyConfigError, ValidationError
 */
export function update<T extends Container>(config: T, key: string, value: Value, options: UpdateOptions = {}): T {
  const plain = updatePlainly(config, key, value, options)
  if (plain !== undefined) return plain as Container as T
  const { value: updated, refusal } = tryUpdate(rootNode(config), key, value, options)
  if (refusal !== undefined) throw refusal
  return rootOf(updated).value as T
}

/**
 * As `update`, from any place in a config, and giving that place in the new one; where it is refused, with the changes
 * that OmegaConf has made by then.
 */
export function tryUpdate(
  from: ConfigNode,
  key: string,
  value: Value,
  options: UpdateOptions = {},
): Attempt<ConfigNode> {
  const rules = dialectOf(options.dialect).keys
  const parts = splitKey(key, rules)
  let at = from
  let depth = 0
  try {
    if (parts.length === 0) throw raise(emptyKey(key), from.value.origin)
    if (parts.length > MOST_PARTS) throw raise(keyTooDeep(MOST_PARTS), value.origin)
    while (depth < parts.length - 1 && !isBare(at, parts[depth]!, rules)) {
      at = into(at, parts[depth]!, options, rules)
      depth++
    }
    const [part, ...below] = parts.slice(depth)
    const attempt = below.length === 0 ? put(at, part!, value, options) : putBelow(at, part!, below, value, options)
    return { value: nodeAfter(from, attempt.value), refusal: attempt.refusal }
  } catch (error) {
    if (!(error instanceof HydraconfError)) throw error
    return { value: nodeAfter(from, at), refusal: error }
  }
}

/** As deep as a document may nest. */
const MOST_PARTS = 500

/** Whether nothing stands at a key, nor is declared for it: then all that the rest of the path makes comes in one piece. */
function isBare(at: ConfigNode, part: string, rules: KeyRules): boolean {
  const { value } = at
  if (value.kind !== 'map' || declaredType(value, part) !== undefined) return false
  return !value.items.has(keyId(keyNamed(value, part, rules) ?? part))
}

function putBelow(
  at: ConfigNode,
  part: string,
  below: readonly string[],
  value: Value,
  options: UpdateOptions,
): Attempt<ConfigNode> {
  const nested = below.reduceRight((inner: Value, key) => map([[key, inner]]), value)
  const { owned } = options
  return { value: opening(at, options, (open) => setItem(open, part, nested, { owned })), refusal: undefined }
}

/** A node in the root that a change made: an interpolation on the way may have led anywhere in it. */
function nodeAfter(from: ConfigNode, changed: ConfigNode): ConfigNode {
  let at: ConfigNode = rootOf(changed)
  for (const key of pathOf(from)) at = childNode(at, key)!
  return at
}

/** One part down; what holds no keys is replaced by an empty map. */
function into(at: ConfigNode, part: string, options: UpdateOptions, rules: KeyRules): ConfigNode {
  const key = keyIn(at, part, rules)
  const child = childNode(at, key)
  if (child !== undefined && isContainer(child.value)) return child
  const target = child !== undefined && rules.changesThroughReferences ? referenced(child, options) : undefined
  if (target !== undefined) return target
  if (child !== undefined && standsForContainer(child)) return declaredIn(child, options)
  const { owned } = options
  const opened = opening(at, options, (open) => setItem(open, key, map([]), { owned }))
  const made = childOf(opened, key)
  if (made === undefined || !isContainer(made.value)) throw raise(nothingAt(fullKey(opened, key)), opened.value.origin)
  return made
}

function standsForContainer(child: ConfigNode): boolean {
  return isContainerType(typeAt(child)) || (child.value.kind === 'missing' && nodeAt(child) !== undefined)
}

/** The container that a reference names, where that is a part of the config and nothing that a resolver made. */
function referenced(child: ConfigNode, { follow }: UpdateOptions): ConfigNode | undefined {
  if (child.value.kind !== 'interpolation' || follow === undefined || !isReference(child.value.template))
    return undefined
  const target = follow(child)
  if (target.isResult || !isContainer(target.value)) return undefined
  let there: ConfigNode | undefined = rootOf(target)
  for (const key of pathOf(target)) there = there === undefined ? undefined : childNode(there, key)
  return there?.value === target.value ? target : undefined
}

function isReference({ parts }: Template): boolean {
  const [only] = parts
  return parts.length === 1 && typeof only === 'object' && (only.kind === 'reference' || only.kind === 'computed')
}

/** A declared container without a value is not made on the way: it is missing or null for good, or stands for another. */
function declaredIn(child: ConfigNode, { follow }: UpdateOptions): ConfigNode {
  if (child.value.kind === 'missing') throw raise(missingValue(fullKey(child)), child.value.origin)
  const target = child.value.kind === 'interpolation' ? follow?.(child) : undefined
  if (target === undefined || !isContainer(target.value)) throw raise(nothingAt(fullKey(child)), child.value.origin)
  return target
}

function put(at: ConfigNode, part: string, value: Value, options: UpdateOptions): Attempt<ConfigNode> {
  const { follow, owned, dialect } = options
  const key = keyIn(at, part, dialectOf(dialect).keys)
  const set = (open: ConfigNode): ConfigNode => setItem(open, key, value, { attribute: true, owned, dialect })
  if (options.merge === false || !isContainer(value)) return { value: opening(at, options, set), refusal: undefined }
  let refusal: HydraconfError | undefined
  const updated = opening(at, options, (open) => {
    const child = childOf(open, key, { attribute: true })
    const { fillsNullMaps } = dialectOf(dialect).merge
    if (child !== undefined) refuseUnlike(child, value)
    const target = child === undefined ? undefined : containerAt(child, fillsNullMaps)
    if (child !== undefined && !fillsNullMaps && staysNull(child, value)) return open
    const type = isContainer(open.value) ? declaredType(open.value, keyId(key)) : undefined
    if (child !== undefined && isChoice(type)) refuseInexact(child, value)
    if (child === undefined || target === undefined) return set(open)
    const attempt = mergeAt(withValue(child, target), value, { follow, owned, dialect })
    refusal = attempt.refusal
    return replaceNode(child, attempt.value, owned).parent!
  })
  return { value: updated, refusal }
}

/** What is merged into at a place: the container there, or the one that it is declared as, or stands for, and has no value yet. */
function containerAt(node: ConfigNode, fillsNullMaps: boolean): Container | undefined {
  const { value } = node
  if (isContainer(value)) return value
  const type = typeAt(node)
  const stands = value.kind === 'missing' ? nodeAt(node) : undefined
  if (stands !== undefined) return stands === 'map' ? map([]) : list([])
  const items = value.kind === 'interpolation' ? itemsAt(node) : undefined
  if (items !== undefined) return list([], undefined, { type: items })
  const isFilled = value.kind === 'null' && (fillsNullMaps || type?.kind === 'list')
  return value.kind === 'missing' || value.kind === 'interpolation' || isFilled ? emptyOf(type) : undefined
}

/** What a union chose converts no single values that come later, unless it is a struct. */
function refuseInexact(child: ConfigNode, value: Container): void {
  const chosen = isContainer(child.value) ? child.value.shape?.type : undefined
  if ((chosen?.kind !== 'list' && chosen?.kind !== 'dict') || chosen.kind !== (value.kind === 'map' ? 'dict' : 'list'))
    return
  if (!hasUnfit(value, chosen)) return
  throw raise(notConvertible(fullKey(child), { kind: value.kind, text: pythonText(value) }, chosen), value.origin)
}

/** Whether a single value of another type comes before any key of another type, which merging refuses. */
function hasUnfit(value: Container, type: Extract<Type, { kind: 'list' | 'dict' }>): boolean {
  const isUnfit = (item: Value) => !isContainer(item) && !isExactly(item, type.element)
  if (value.kind === 'list' || type.kind === 'list') return [...value.items.values()].some(isUnfit)
  for (const [key, item] of entriesOf(value)) {
    if (keyOfType(type.key, key) === undefined) return false
    if (isUnfit(item)) return true
  }
  return false
}

/** An empty map leaves a declared map null. */
function staysNull(child: ConfigNode, value: Container): boolean {
  return child.value.kind === 'null' && value.kind === 'map' && value.items.size === 0 && isContainerType(typeAt(child))
}

/** A list that is null or missing takes no map, nor the other way round. */
function refuseUnlike(child: ConfigNode, value: Container): void {
  const { kind } = child.value
  const declared = kind === 'null' ? declaredKind(child) : kind === 'missing' ? nodeAt(child) : undefined
  if (declared !== undefined && declared !== value.kind)
    throw raise(unlikeContainers(fullKey(child), declared, value.kind), value.origin)
}

function declaredKind(child: ConfigNode): 'list' | 'map' | undefined {
  const type = typeAt(child)
  return isContainerType(type) ? containerKind(type) : undefined
}

/** What a missing child stands for. */
function nodeAt({ key, parent }: ConfigNode): 'list' | 'map' | undefined {
  return parent?.value.kind === 'map' ? nodeIn(parent.value.shape, keyId(key!)) : undefined
}

/** What is declared of the items of the list that a child stands for. */
function itemsAt({ key, parent }: ConfigNode): ListType | undefined {
  return parent?.value.kind === 'map' ? itemsIn(parent.value.shape, keyId(key!)) : undefined
}

/** A change made while a container is open, when adding is forced; its own flag is as before afterwards. */
function opening(
  at: ConfigNode,
  { forceAdd, owned }: UpdateOptions,
  change: (at: ConfigNode) => ConfigNode,
): ConfigNode {
  const { value } = at
  if (forceAdd !== true || !isContainer(value)) return change(at)
  const changed = change(replaceNode(at, withFlags(value, false, value.shape?.readonly), owned))
  const after = changed.value as Container
  return replaceNode(changed, withFlags(after, value.shape?.closed, after.shape?.readonly), owned)
}

function keyIn(at: ConfigNode, part: string, rules: KeyRules): Key {
  const { value } = at
  if (value.kind === 'map') return keyNamed(value, part, rules) ?? part
  if (value.kind !== 'list') throw raise(noContainer(fullKey(at), 'update', value.kind), value.origin)
  const index = readInt(part)
  if (index === undefined) throw raise(pathIndexNotInt(part, fullKey(at)), value.origin)
  return countedFrom(value, index, rules)
}
