import { entriesOf } from '../value/constructors.js'
import { equalValues } from '../value/equality.js'
import { keyOfType } from '../value/typed-key.js'
import type { Type, Value } from '../value/value.js'
import { isSubclass, structOf } from './declared-type.js'

/** Whether a value is of a type as it is, down to what it holds: a union converts nothing. */
export function isExactly(value: Value, type: Type): boolean {
  if (value.kind === 'missing' || value.kind === 'interpolation' || type.kind === 'any') return true
  if (value.kind === 'null') return type.optional || takesNull(type)
  switch (type.kind) {
    case 'enum':
      return value.kind === 'enum' && value.enum === type.name
    case 'literal':
      return isLiteral(value, type)
    case 'union':
      return type.of.some((one) => isExactly(value, one))
    case 'list':
      return value.kind === 'list' && value.items.every((item) => isExactly(item, type.element))
    case 'dict':
      return (
        value.kind === 'map' &&
        [...entriesOf(value)].every(
          ([key, item]) => keyOfType(type.key, key) !== undefined && isExactly(item, type.element),
        )
      )
    case 'struct': {
      const struct = value.kind === 'map' ? structOf(value) : undefined
      return struct !== undefined && isSubclass(struct, type.struct)
    }
    default:
      return value.kind === type.kind
  }
}

/** Whether it is one of the values of a literal, with its kind: 1 is not 1.0, nor true. */
export function isLiteral(value: Value, { values }: Extract<Type, { kind: 'literal' }>): boolean {
  return values.some((one) => one.kind === value.kind && equalValues(one, value))
}

/** Whether null is among the values that a type names. */
export function takesNull(type: Type): boolean {
  if (type.kind === 'literal') return type.values.some(({ kind }) => kind === 'null')
  return type.kind === 'union' && type.of.some(takesNull)
}
