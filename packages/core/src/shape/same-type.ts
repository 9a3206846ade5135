import type { Type } from '../value/value.js'
import { isLiteral } from './exact-type.js'

/** Whether two types are declared in the same words: structs and enums by their names. */
export function isSameType(one: Type, other: Type): boolean {
  if (one === other) return true
  if (one.optional !== other.optional) return false
  switch (one.kind) {
    case 'struct':
      return other.kind === 'struct' && one.struct.name === other.struct.name
    case 'enum':
      return other.kind === 'enum' && one.name === other.name
    case 'list':
      return other.kind === 'list' && isSameType(one.element, other.element)
    case 'dict':
      return other.kind === 'dict' && isSameType(one.key, other.key) && isSameType(one.element, other.element)
    case 'literal': {
      const others = other.kind === 'literal' ? other.values : []
      return one.values.length === others.length && one.values.every((value) => isLiteral(value, other as typeof one))
    }
    case 'union': {
      const others = other.kind === 'union' ? other.of : []
      return one.of.length === others.length && one.of.every((type) => others.some((it) => isSameType(type, it)))
    }
    default:
      return one.kind === other.kind
  }
}
