import { readonlyPlace } from '../messages/container-access.js'
import { unlikeContainers } from '../messages/merge.js'
import { isChoice } from '../shape/choose-container.js'
import { convert } from '../shape/convert.js'
import { convertChoice, convertContainer, type Fitting, inPlaceOf, takesAsIs } from '../shape/convert-container.js'
import {
  ANY,
  anyNode,
  type ContainerType,
  containerKind,
  isContainerType,
  isScalarType,
  structOf,
} from '../shape/declared-type.js'
import { emptyOf, structDefaults } from '../shape/struct-defaults.js'
import { raise } from '../text/errors.js'
import { type ConfigNode, isReadonly } from '../value/config-node.js'
import type { Key } from '../value/key.js'
import { fullKey } from '../value/path.js'
import {
  type Container,
  type DictType,
  isContainer,
  isSpecial,
  type ListType,
  type ListValue,
  type Type,
  type Value,
} from '../value/value.js'
import type { DeclaredTypes } from './declared-types.js'
import type { Draft } from './draft.js'
import { typedItems } from './list-items.js'
import { refuseIfClosed } from './refusals.js'

/** How a value comes to stand at a key: as it is declared there, or with what it declares itself. */

export function assign(draft: Draft, key: Key, value: Value, { here, there }: DeclaredTypes): void {
  const current = draft.get(key)
  const isList = current?.kind === 'list' || draft.nodeAt(key) === 'list'
  // Of the list that is there, or that the place stands for.
  const items = current?.kind === 'list' ? listTypeOf(current) : draft.itemsAt(key)
  const type = here ?? there ?? (value.kind === 'list' ? items : undefined)
  const rules = { ...draft.rules, current }
  draft.set(key, type === undefined ? value : convertChoice(value, type, fullKey(draft.node(), key), rules))
  draft.forgetNode(key)
  if (here !== undefined || there === undefined) return
  // In the place of a list, a reference to a list leaves the place open for anything; the items stay as they were declared.
  const isOpen = isList && there.kind === 'list' && value.kind === 'interpolation'
  draft.declare(key, isOpen ? anyNode('list', items) : there)
}

function listTypeOf({ shape }: ListValue): ListType | undefined {
  return shape?.type?.kind === 'list' ? shape.type : undefined
}

/** What comes with a type of its own, or as a whole, has to fit where all items of a container have their type declared. */
export function assignNew(draft: Draft, key: Key, value: Value, { here, there }: DeclaredTypes): void {
  if (here === undefined || takesAsIs(here, value)) assign(draft, key, value, { here: undefined, there })
  else if (!isContainer(value) && (here.kind === 'union' || (!isScalarType(there) && !isContainerType(there))))
    assign(draft, key, value, { here, there: undefined })
  else {
    draft.set(key, convertContainer(value, here, fullKey(draft.node(), key), draft.rules))
    // It keeps converting what comes there as it was declared where it comes from.
    if (isScalarType(there)) draft.declare(key, { ...there, optional: here.optional })
  }
}

/** What has a type of its own takes the place of a list; of a map only what OmegaConf need not validate. */
export function replacesContainer(value: Value, { here, there }: DeclaredTypes): boolean {
  if (!isContainerType(here) || !isScalarType(there) || isContainer(value) || value.kind === 'missing') return false
  return here.kind === 'list' || value.kind === 'null' || value.kind === 'interpolation'
}

export function assignTyped(draft: Draft, key: Key, value: Value, { here, there }: DeclaredTypes): void {
  const place = () => fullKey(draft.node(), key)
  if (value.kind === 'null' && here !== undefined) convert(value, here, place())
  // What is declared for all items holds for what has a type of its own as well.
  const whole = draft.shape?.type
  if (whole?.kind === 'dict') convertContainer(value, whole.element, place(), draft.rules)
  draft.refuseReadonly(key, value)
  draft.set(key, value)
  if (there !== undefined) draft.declare(key, there)
}

/**
 * What a missing value gives way to. It may be declared, and then declares the left. OmegaConf puts the left value into
 * a copy of the missing one for that, in the config that it comes from: which has to be writable.
 */
export function keepLeft(draft: Draft, key: Key, left: Value, there: Type | undefined, source: ConfigNode): void {
  const place = () => fullKey(draft.node(), key)
  if (isReadonly(source))
    throw raise(readonlyPlace(place(), 'merge a missing value of a read-only config into'), left.origin)
  const kept = there === undefined ? left : convert(left, there, place())
  draft.refuseReadonly(key, left)
  if (there === undefined) return
  draft.set(key, kept)
  draft.declare(key, there)
}

/** Anything goes at a key from now on, whatever a struct says of it; what is declared for all items of a dict stays. */
export function leaveOpen(draft: Draft, key: Key): void {
  if (draft.shape?.type?.kind !== 'dict') draft.declare(key, ANY)
}

/** A list or map that is missing gives way to one of its kind alone. */
export function keepNode(draft: Draft, key: Key, left: Value, right: Value, node: 'list' | 'map'): void {
  if (isContainer(left)) {
    if (left.kind !== node) throw raise(unlikeContainers(fullKey(draft.node(), key), left.kind, node), right.origin)
    return
  }
  draft.refuseReadonly(key, right)
  draft.set(key, right)
  draft.declare(key, anyNode(node))
}

/** A list or map that is missing has its type all the same, which a list or map without one takes over. */
export function declareLeft(
  draft: Draft,
  key: Key,
  left: Container,
  { here, there }: { readonly here: Type | undefined; readonly there: ContainerType },
  right: Value,
): void {
  const place = () => fullKey(draft.node(), key)
  const kind = containerKind(there)
  if (left.kind !== kind) throw raise(unlikeContainers(place(), left.kind, kind), right.origin)
  if (here !== undefined) return
  if (there.kind === 'dict' && structOf(left) !== undefined) {
    draft.set(key, asDict(left, there, place, draft.rules))
    draft.declare(key, there)
  }
  if (left.shape?.type !== undefined) return
  if (left.kind === 'list') {
    // With a type it would pass for one that was chosen.
    const whole = draft.shape?.type
    if (whole?.kind === 'dict' && isChoice(whole.element)) return
    // It declares the items of a list that is there, and leaves the place open for anything.
    const isMade = draft.rules.makesStructs && there.kind === 'list' && there.element.kind === 'struct'
    const items = isMade ? typedItems(left, there, place(), draft.rules) : left.items
    draft.set(key, typedLater(left, items, there))
    leaveOpen(draft, key)
    return
  }
  if (there.kind === 'dict' || draft.rules.makesStructs)
    draft.set(key, convertContainer(left, there, place(), draft.rules))
  draft.declare(key, there)
}

/** A list to which its type comes: its single values have none of their own, but where they are to be structs. */
function typedLater(list: ListValue, items: readonly Value[], type: ContainerType): ListValue {
  const { shape } = list
  const open = type.kind === 'list' && type.element.kind === 'struct' ? [] : [...items.keys()]
  const fields = new Map(shape?.fields)
  for (const at of open) if (!isContainer(items[at]!) && !fields.has(at)) fields.set(at, ANY)
  return { ...list, items, shape: { ...shape, type, fields: fields.size > 0 ? fields : undefined } }
}

/** A struct stays what it is where it is declared as a dict later; its keys and values have to be that dict's, where they are asked. */
export function asDict(of: Container, dict: DictType, place: () => string, rules: Fitting): Container {
  const type = of.shape?.type
  if (type?.kind !== 'struct') return of
  if (rules.fitsStructs) return convertContainer(of, dict, place(), rules) as Container
  return { ...of, shape: { ...of.shape, type: inPlaceOf(dict, type) } }
}

/** A new key where structs are declared starts from the struct's defaults. */
export function elementPrototype(draft: Draft, key: Key, right: Value, type: Type | undefined): Value | undefined {
  if (type?.kind !== 'struct' || right.kind === 'missing' || draft.shape?.type?.kind !== 'dict') return undefined
  refuseIfClosed(draft, key, right)
  draft.refuseReadonly(key, right)
  const prototype = structDefaults(type.struct)
  draft.set(key, prototype)
  return prototype
}

/** A declared container without a value gets its defaults as soon as there is something to merge into it. */
export function expanded(left: Value, type: Type): Value {
  return (isSpecial(left) && isContainerType(type) ? emptyOf(type) : undefined) ?? left
}
