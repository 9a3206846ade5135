import type { Key, KeyId } from '../value/key.js'
import type { Container, ContainerShape, Struct, Type } from '../value/value.js'

/** The type declared for a child, by its id in a map or its index in a list; undefined where anything goes. */
export function declaredType(of: Container, id: KeyId | number): Type | undefined {
  const { shape } = of
  if (shape === undefined) return undefined
  return typeIn(shape, id)
}

export function typeIn({ fields, type }: ContainerShape, id: KeyId | number): Type | undefined {
  const single = fields?.get(id)
  if (single !== undefined) return declared(single)
  switch (type?.kind) {
    case 'struct':
      return declared(
        typeof id === 'string' ? (type.struct.fields.get(id)?.type ?? type.struct.rest) : type.struct.rest,
      )
    case 'dict':
    case 'list':
      return declared(type.element)
    default:
      return undefined
  }
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

/** Whether it declares a single value: no container, not anything, and no choice of types. */
export function isScalarType(type: Type | undefined): type is Exclude<Type, ContainerType | { kind: 'any' | 'union' }> {
  return type !== undefined && type.kind !== 'any' && type.kind !== 'union' && !isContainerType(type)
}

function declared(type: Type | undefined): Type | undefined {
  return type === undefined || type.kind === 'any' ? undefined : type
}
