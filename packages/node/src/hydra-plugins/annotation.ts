import {
  convert,
  type DialectName,
  type MapValue,
  parseYaml,
  raise,
  type Type,
  textValue,
  type Value,
} from '@hydraconf/core'

/**
 * The type that a Python annotation declares; `named` says what a class is.
 *
 *     Optional[Dict[str, int]]
 *              ^^^^ ^^^^^^^^^ the name, and what stands in its brackets
 */
export function annotatedType(annotation: string, named: (name: string) => Type, dialect?: DialectName): Type {
  const [, name = annotation, inner = ''] = /^(\w+)(?:\[(.*)\])?$/.exec(annotation) ?? []
  const within = (text: string) => annotatedType(text.trim(), named, dialect)
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
    case 'Union': {
      const holdsContainers = hasNewTypes(dialect) ? { holdsContainers: true } : {}
      return { kind: 'union', of: argumentsIn(inner).map(within), optional: false, ...holdsContainers }
    }
    case 'Literal':
      if (!hasNewTypes(dialect)) throw raise(noLiterals(annotation))
      return { kind: 'literal', values: argumentsIn(inner).map((text) => literal(text, named)), optional: false }
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

/** OmegaConf 2.4 has literals, and unions with lists, maps and structs in them. */
function hasNewTypes(dialect: DialectName | undefined): boolean {
  return dialect === '1.4'
}

/** What stands in brackets, parted at its own commas. */
function argumentsIn(text: string): string[] {
  const parts: string[] = []
  let depth = 0
  let from = 0
  for (const [at, character] of [...text].entries()) {
    if (character === '[') depth++
    else if (character === ']') depth--
    else if (character === ',' && depth === 0) {
      parts.push(text.slice(from, at))
      from = at + 1
    }
  }
  return [...parts, text.slice(from)].map((part) => part.trim())
}

/** `'a'`, `1`, `True`, `None` or `Color.RED`. */
function literal(text: string, named: (name: string) => Type): Value {
  const member = /^([A-Z]\w*)\.(\w+)$/.exec(text)
  const value = (parseYaml(`x: ${text === 'None' ? 'null' : text}`) as MapValue).items.get('x')!
  const type = member === null ? undefined : named(member[1]!)
  return type?.kind === 'enum' ? convert(textValue(member![2]!, value.origin), type, text) : value
}

const noLiterals = (annotation: string) =>
  ({
    type: 'ValidationError',
    code: 'literal-type',
    message: `${annotation} is no type in Hydra 1.3, whose OmegaConf has none of single values`,
    advice: "Declare an enum, or say dialect: '1.4'",
  }) as const
