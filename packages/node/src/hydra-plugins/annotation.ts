import type { Type } from '@hydraconf/core'

/**
 * The type that a Python annotation declares; `named` says what a class is.
 *
 *     Optional[Dict[str, int]]
 *              ^^^^ ^^^^^^^^^ the name, and what stands in its brackets
 */
export function annotatedType(annotation: string, named: (name: string) => Type): Type {
  const [, name = annotation, inner = ''] = /^(\w+)(?:\[(.*)\])?$/.exec(annotation) ?? []
  const within = (text: string) => annotatedType(text.trim(), named)
  switch (name) {
    case 'Optional':
      return { ...within(inner), optional: true }
    case 'Any':
      return { kind: 'any', optional: true }
    case 'List':
      return { kind: 'list', element: within(inner), optional: false }
    case 'Dict': {
      // A key's type holds no comma.
      const comma = inner.indexOf(',')
      return {
        kind: 'dict',
        key: within(inner.slice(0, comma)),
        element: within(inner.slice(comma + 1)),
        optional: false,
      }
    }
    case 'Union':
      return { kind: 'union', of: inner.split(',').map(within), optional: false }
    case 'Path':
      return { kind: 'path', optional: false }
    case 'int':
    case 'float':
    case 'bool':
    case 'str':
    case 'bytes':
      return { kind: name, optional: false }
    default:
      return named(name)
  }
}
