import type { Type } from '@hydraconf/core'

/** A declared type as Python writes it, which is how the recorded answers name types: `Optional[str]`, `Dict[str, int]`. */
export function typeName(type: Type): string {
  const name = bareName(type)
  return type.optional && type.kind !== 'any' ? `Optional[${name}]` : name
}

function bareName(type: Type): string {
  switch (type.kind) {
    case 'any':
      return 'Any'
    case 'enum':
      return type.name
    case 'union':
      return `Union[${type.of.map(typeName).join(', ')}]`
    case 'list':
      return `List[${typeName(type.element)}]`
    case 'dict':
      return `Dict[${typeName(type.key)}, ${typeName(type.element)}]`
    case 'struct':
      return type.struct.name
    default:
      return type.kind
  }
}
