import type { Struct, Type, Value } from '../value/value.js'

/** What a value is, in words that ask for no knowledge of Python: `a string` for what its kind calls `str`. */
export function kindWords(kind: string): string {
  return NOUNS[kind]?.one ?? kind
}

/** What a declared type takes: `an int`, `a string or null`, `a list of ints`. */
export function typeWords(type: Type): string {
  const words = bareWords(type)
  return type.optional && type.kind !== 'any' ? `${words} or null` : words
}

/** A structured config, by its name and what tells it to somebody who never saw the name. */
export function structWords({ name, fields }: Struct): string {
  return `a map as ${name} declares it (${some([...fields.keys()])})`
}

/** The members of an enum, as what can be written for one. */
export function memberWords(members: Iterable<string>): string {
  return either([...members])
}

interface Noun {
  readonly one: string
  readonly many: string
}

const NOUNS: Readonly<Record<string, Noun>> = {
  null: { one: 'null', many: 'nulls' },
  bool: { one: 'a boolean', many: 'booleans' },
  int: { one: 'an int', many: 'ints' },
  float: { one: 'a float', many: 'floats' },
  str: { one: 'a string', many: 'strings' },
  bytes: { one: 'bytes', many: 'bytes' },
  path: { one: 'a path', many: 'paths' },
  enum: { one: 'the member of an enum', many: 'members of enums' },
  map: { one: 'a map', many: 'maps' },
  list: { one: 'a list', many: 'lists' },
  missing: { one: 'missing (???)', many: 'missing values' },
  interpolation: { one: 'an interpolation', many: 'interpolations' },
}

function bareWords(type: Type): string {
  switch (type.kind) {
    case 'any':
      return 'anything'
    case 'enum':
      return memberWords(type.members.keys())
    case 'literal':
      return either(type.values.map(literalWords))
    case 'union':
      return either(type.of.map(typeWords))
    case 'list':
      return `a list${of(type.element)}`
    case 'dict':
      return `a map${keys(type.key)}${of(type.element)}`
    case 'struct':
      return structWords(type.struct)
    default:
      return kindWords(type.kind)
  }
}

function of(element: Type): string {
  return element.kind === 'any' ? '' : ` of ${manyWords(element)}`
}

function keys(key: Type): string {
  return key.kind === 'any' || key.kind === 'str' ? '' : ` with ${manyWords(key)} as keys`
}

/** Values of a type, as the items of a list: `ints`, `lists of strings`. */
function manyWords(type: Type): string {
  const words = bareManyWords(type)
  return type.optional ? `${words} or nulls` : words
}

function bareManyWords(type: Type): string {
  switch (type.kind) {
    case 'list':
      return `lists${of(type.element)}`
    case 'dict':
      return `maps${keys(type.key)}${of(type.element)}`
    case 'struct':
      return `maps as ${type.struct.name} declares them`
    case 'enum':
      return memberWords(type.members.keys())
    case 'literal':
      return either(type.values.map(literalWords))
    case 'union':
      return either(type.of.map(manyWords))
    default:
      return NOUNS[type.kind]?.many ?? type.kind
  }
}

function literalWords(value: Value): string {
  if (value.kind === 'str') return `'${value.value}'`
  return 'value' in value ? String(value.value) : value.kind
}

const MOST = 8

function either(words: readonly string[]): string {
  const shown = words.slice(0, MOST)
  if (words.length > MOST) return `${shown.join(', ')} or one of ${words.length - MOST} more`
  return shown.length < 2 ? shown.join('') : `${shown.slice(0, -1).join(', ')} or ${shown.at(-1)}`
}

function some(words: readonly string[]): string {
  return words.length === 0 ? 'without keys' : `${words.slice(0, MOST).join(', ')}${words.length > MOST ? ', ...' : ''}`
}
