import type { Key, KeyId } from '../value/key.js'
import { dictOf } from '../value/typed-key.js'
import {
  type Container,
  type ContainerShape,
  isContainer,
  type ListType,
  type Struct,
  type Type,
  type Value,
} from '../value/value.js'

/** Says of a child that anything goes there, whatever the type of the map says. */
export const ANY: Type = { kind: 'any', optional: true }

/** Says the same of a child that stands for a list or map without holding one. */
export function anyNode(node: 'list' | 'map', items?: ListType): Type {
  return { kind: 'any', optional: true, node, items }
}

/** The type declared for a child, by its id in a map or its index in a list; undefined where anything goes. */
export function declaredType(of: Container, id: KeyId | number): Type | undefined {
  const { shape } = of
  if (shape === undefined) return undefined
  return typeIn(shape, id)
}

/**
 * The type by which a child takes a value: what had no type when that of all children was declared takes a single value as
 * it is, but null only where a child may be null, and a list or map as any child does.
 */
export function typeFor(of: Container, id: KeyId | number, value: Value): Type | undefined {
  const isSingle = !isContainer(value) && value.kind !== 'null'
  return isSingle || !isOpenChild(of.shape, id) ? declaredType(of, id) : elementOf(of.shape)
}

/** Whether a child had no type when that of all children was declared. */
export function isOpenChild(shape: ContainerShape | undefined, id: KeyId | number): boolean {
  return shape?.fields?.get(id)?.kind === 'any' && nodeIn(shape, id) === undefined
}

/** What is declared of all children, whatever is said of a single one. */
export function elementOf(shape: ContainerShape | undefined): Type | undefined {
  const type = shape?.type?.kind === 'list' ? shape.type : dictOf(shape?.type)
  return declared(type?.element)
}

export function typeIn({ fields, type }: ContainerShape, id: KeyId | number): Type | undefined {
  const single = fields?.get(id)
  // What stands for a list or map is open for anything, but what is declared for all items of a dict holds for it too.
  if (single !== undefined && (type?.kind !== 'dict' || nodeOf(single) === undefined)) return declared(single)
  switch (type?.kind) {
    case 'struct': {
      const field = typeof id === 'string' ? type.struct.fields.get(id)?.type : undefined
      return declared(field ?? dictOf(type)?.element)
    }
    case 'dict':
    case 'list':
      return declared(type.element)
    default:
      return undefined
  }
}

/** Which kind of container a child stands for that is declared as anything and holds none. */
export function nodeIn(shape: ContainerShape | undefined, id: KeyId | number): 'list' | 'map' | undefined {
  const single = shape?.fields?.get(id)
  return single && nodeOf(single)
}

/** What is declared of the items of the list that a child stands for without holding one. */
export function itemsIn(shape: ContainerShape | undefined, id: KeyId | number): ListType | undefined {
  const single = shape?.fields?.get(id)
  return single?.kind === 'any' ? single.items : undefined
}

/** The shape once what stands for a list or map is replaced by anything: whatever a struct says, anything goes there from then on. */
export function withoutNode(shape: ContainerShape | undefined, id: KeyId): ContainerShape | undefined {
  if (nodeIn(shape, id) === undefined) return shape
  const fields = new Map(shape!.fields)
  if (shape!.type?.kind === 'struct') fields.set(id, ANY)
  else fields.delete(id)
  return { ...shape, fields }
}

function nodeOf(type: Type): 'list' | 'map' | undefined {
  return type.kind === 'any' ? type.node : undefined
}

/** The struct that a container is an instance of. */
export function structOf(of: Container): Struct | undefined {
  const type = of.shape?.type
  return type?.kind === 'struct' ? type.struct : undefined
}

/** Whether a map takes a key that it has not: one that is closed only what its struct declares, and a struct is closed by itself. */
export function takesKey(
  { shape }: { readonly shape?: ContainerShape | undefined },
  key: Key,
  isClosed: boolean,
): boolean {
  const struct = shape?.type?.kind === 'struct' ? shape.type.struct : undefined
  // A struct that is a dict as well takes keys as a plain map does.
  const closed = struct === undefined || struct.rest !== undefined ? isClosed : shape?.closed !== false
  return !closed || (typeof key === 'string' && struct?.fields.has(key) === true)
}

/** Whether a value of the struct fits where the other is declared. */
export function isSubclass(struct: Struct, of: Struct): boolean {
  return struct.name === of.name || struct.bases.includes(of.name)
}

export type ContainerType = Extract<Type, { kind: 'list' | 'dict' | 'struct' }>

export function isContainerType(type: Type | undefined): type is ContainerType {
  return type !== undefined && (type.kind === 'list' || type.kind === 'dict' || type.kind === 'struct')
}

/** Which kind of container it declares. */
export function containerKind({ kind }: ContainerType): 'list' | 'map' {
  return kind === 'list' ? 'list' : 'map'
}

/** Whether it declares a single value: no container, not anything, and no choice of types. */
export function isScalarType(type: Type | undefined): type is Exclude<Type, ContainerType | { kind: 'any' | 'union' }> {
  return type !== undefined && type.kind !== 'any' && type.kind !== 'union' && !isContainerType(type)
}

/**
 * Whether a list or map stands where single values are declared for all items of a map: OmegaConf takes it as it is, without a type.
 * One that was chosen among the types of a union has its type.
 */
export function standsAsIs(value: Value, declared: Type): boolean {
  return isContainer(value) && value.shape?.type === undefined && !isContainerType(declared)
}

function declared(type: Type | undefined): Type | undefined {
  return type === undefined || type.kind === 'any' ? undefined : type
}
