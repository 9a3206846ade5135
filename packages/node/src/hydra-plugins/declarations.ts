import {
  convert,
  type DialectName,
  type DictType,
  entriesOf,
  type Field,
  type MapValue,
  map,
  merge,
  parseYaml,
  type StoredConfig,
  type Struct,
  store,
  structDefaults,
  type Type,
  textValue,
  type Value,
} from '@hydraconf/core'
import { annotatedType } from './annotation.js'

/** Structured configs declared as data, in the words of Python's dataclasses. */

/** An enum, or a dataclass with the fields that it adds to those of its bases or declares again. */
export type ClassDeclaration =
  | { readonly name: string; readonly members: readonly (readonly [name: string, value: number | string])[] }
  | { readonly name: string; readonly bases?: readonly string[]; readonly fields: readonly FieldDeclaration[] }

export interface FieldDeclaration {
  readonly name: string
  /** As Python annotates it: `Optional[Dict[str, int]]`. */
  readonly type: string
  readonly default?: DefaultDeclaration | undefined
}

export type DefaultDeclaration =
  | { readonly yaml: string }
  | { readonly member: readonly [of: string, name: string] }
  | { readonly instance: string }

/** What is stored: a class with its defaults, a YAML text, or the text merged onto the class. */
export interface StoreDeclaration {
  readonly group?: string | undefined
  readonly name: string
  readonly package?: string | undefined
  readonly provider?: string | undefined
  readonly class?: string | undefined
  readonly yaml?: string | undefined
}

/** The configs, made with core's `store`. Classes may only name those before them. */
export function declaredConfigs(
  classes: readonly ClassDeclaration[],
  entries: readonly StoreDeclaration[] = [],
  dialect?: DialectName,
): StoredConfig[] {
  const types = new Map<string, Type>()
  for (const one of classes) types.set(one.name, typeOf(one, types, dialect))
  return entries.map(({ class: of, yaml, ...where }) => {
    const node = yaml === undefined ? undefined : (parseYaml(yaml, { dialect }) as MapValue)
    if (of === undefined) return store({ ...where, node, dialect })
    const { shape, defaults } = apart(structNamed(of, types))
    // What does not fit in the class itself is refused first.
    if (defaults !== undefined) structDefaults(shape)
    return store({ ...where, shape, node: withDefaults(defaults, node, dialect), dialect })
  })
}

/** A field that is the defaults list of the config: no composed config has it. */
function apart(struct: Struct): { readonly shape: Struct; readonly defaults: Field | undefined } {
  const fields = new Map(struct.fields)
  const defaults = fields.get('defaults')
  fields.delete('defaults')
  return { shape: { ...struct, fields }, defaults }
}

/** The list that is written has to fit the field, as all that is merged onto the class. */
function withDefaults(
  field: Field | undefined,
  node: MapValue | undefined,
  dialect: DialectName | undefined,
): MapValue | undefined {
  if (field === undefined) return node
  const written = node?.items.get('defaults')
  if (field.default === undefined && written === undefined) return node
  const declared: Struct = { name: 'Defaults', bases: [], fields: new Map([['defaults', field]]) }
  const merged = merge(structDefaults(declared), map(written === undefined ? [] : [['defaults', written]]), { dialect })
  const defaults = (merged as MapValue).items.get('defaults')!
  const others = [...entriesOf(node ?? map([]))].filter(([key]) => key !== 'defaults')
  return map([['defaults', defaults], ...others])
}

type Types = ReadonlyMap<string, Type>

function typeOf(declaration: ClassDeclaration, types: Types, dialect: DialectName | undefined): Type {
  const { name } = declaration
  if ('members' in declaration) {
    const members = new Map(declaration.members.map(([member, value]) => [member, written(String(value))]))
    return { kind: 'enum', name, members, optional: false, ...(dialect === '1.4' ? { byValue: true } : {}) }
  }
  let rest: DictType | undefined
  const bases: string[] = []
  const fields = new Map<string, Field>()
  for (const base of declaration.bases ?? []) {
    const type = annotatedType(base, (named) => types.get(named)!, dialect)
    if (type.kind === 'dict') rest = type
    if (type.kind !== 'struct') continue
    bases.push(base, ...type.struct.bases)
    for (const [key, field] of type.struct.fields) fields.set(key, field)
    rest ??= type.struct.rest
  }
  for (const field of declaration.fields) fields.set(field.name, fieldOf(field, types, dialect))
  const struct: Struct = { name, bases, fields, rest }
  return { kind: 'struct', struct, optional: false }
}

function fieldOf({ type, default: given }: FieldDeclaration, types: Types, dialect: DialectName | undefined): Field {
  const declared = annotatedType(type, (named) => types.get(named)!, dialect)
  let made: Value | undefined
  return {
    type: declared,
    // An instance whose own defaults do not fit is refused where the struct is used.
    get default() {
      made ??= given === undefined ? undefined : defaultOf(given, types)
      return made
    },
  }
}

function defaultOf(given: DefaultDeclaration, types: Types): Value {
  if ('yaml' in given) return written(given.yaml)
  if ('instance' in given) return structDefaults(structNamed(given.instance, types))
  const [of, member] = given.member
  return convert(textValue(member), types.get(of)!, `${of}.${member}`)
}

function structNamed(name: string, types: Types): Struct {
  const type = types.get(name)
  if (type?.kind !== 'struct') throw new Error(`${name} is no dataclass`)
  return type.struct
}

function written(text: string): Value {
  return (parseYaml(`x: ${text}`) as MapValue).items.get('x')!
}
