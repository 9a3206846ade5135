import { type Field, type Struct, type Type, toJs } from '@hydraconf/core'
import { keyOf, nothingObserved, type Observed, observe } from './infer-schema.js'

/**
 * Notes what a structured config declares of a place. It is one more thing that was observed there, no law: a file that does not name the
 * structured config in its defaults list is not held to it.
 */
export function observeDeclared(observed: Observed, type: Type, inside: readonly Struct[] = []): void {
  switch (type.kind) {
    case 'any':
      observed.isOpen = true
      return
    case 'bool':
      observed.kinds.add('bool')
      return
    case 'int':
    case 'float':
      observed.kinds.add('number')
      return
    case 'union':
      for (const each of type.of) observeDeclared(observed, each, inside)
      return
    case 'list':
      observed.kinds.add('list')
      observed.items ??= nothingObserved()
      observeDeclared(observed.items, type.element, inside)
      return
    case 'dict':
      observed.kinds.add('map')
      return
    case 'struct':
      observeStruct(observed, type.struct, inside)
      return
    default:
      // Whatever a file says is a text then.
      for (const kind of ['text', 'number', 'bool'] as const) observed.kinds.add(kind)
  }
}

/** The fields of a struct as keys. One that holds itself again says there what it said before. */
export function observeStruct(observed: Observed, struct: Struct, inside: readonly Struct[] = []): void {
  observed.kinds.add('map')
  if (inside.includes(struct)) return
  for (const [key, field] of struct.fields) {
    const { type, default: usual, description } = field
    const place = keyOf(observed, key)
    place.description ??= description
    for (const value of allowedIn(field)) place.named.add(value)
    observeDeclared(place, type, [...inside, struct])
    if (usual !== undefined) observe(place, usual)
  }
}

/** The values that a field may have, where they are few, as JSON has them. */
function allowedIn({ type, allowed = [] }: Field): readonly (string | number | boolean)[] {
  if (type.kind === 'enum') return [...type.members.keys()]
  return allowed.flatMap((value) => {
    const plain = toJs(value)
    if (typeof plain === 'bigint') return [Number(plain)]
    return typeof plain === 'string' || typeof plain === 'number' || typeof plain === 'boolean' ? [plain] : []
  })
}
