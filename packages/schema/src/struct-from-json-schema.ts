import type { DialectName, Field, Struct, Type, Value } from '@hydraconf/core'
import { fromJs } from '@hydraconf/core'
import { target } from './json-pointer.js'
import type { JsonSchema, SchemaObject, TypeName } from './json-schema.js'
import { type AnySchema, jsonSchemaOf } from './standard-schema.js'

/**
 * The struct that an object schema declares: its fields with types, defaults and conversions as OmegaConf's structured
 * configs have them. It is closed where the schema says `additionalProperties: false`. `dialect` says whose types there are: those
 * of Hydra 1.3, or literals and unions with lists and maps in them as well.
 *
 * @throws TypeError for a schema that is not one of an object
 */
export function shapeOf(schema: AnySchema, name?: string, dialect?: DialectName): Struct {
  const type = typeOf(schema, name, dialect)
  if (type.kind === 'struct') return type.struct
  throw new TypeError(
    `The schema${name === undefined ? '' : ` of ${name}`} declares ${type.kind}, not an object with properties`,
  )
}

/** The type that a schema declares; `any` for what OmegaConf's types cannot say, which validation then checks. */
export function typeOf(schema: AnySchema, name?: string, dialect?: DialectName): Type {
  const json = jsonSchemaOf(schema)
  return new Reader(json, dialect === '1.4').typeOf(json, name)
}

const ANY: Type = { kind: 'any', optional: true }

class Reader {
  private readonly root: JsonSchema
  /** Structs by schema: a schema that holds itself gives a struct that holds itself. */
  private readonly structs = new Map<SchemaObject, Struct>()

  constructor(
    root: JsonSchema,
    private readonly hasNewTypes: boolean,
  ) {
    this.root = root
  }

  typeOf(given: JsonSchema, name?: string): Type {
    const schema = this.followed(given)
    if (typeof schema === 'boolean') return ANY
    const optional = acceptsNull(schema)
    const literal = this.hasNewTypes ? literalOf(schema) : undefined
    if (literal !== undefined) return literal
    const names = typeNames(schema).filter((one) => one !== 'null')
    if (names.length === 1) return this.ofName(names[0]!, schema, optional, name)
    if (names.length > 1 && this.hasNewTypes) {
      return choiceOf(
        names.map((one) => this.ofName(one, schema, false, name)),
        optional,
      )
    }
    if (names.length > 1) return unionOf(names, optional)
    return this.ofMembers(schema, optional, name)
  }

  private ofName(type: TypeName, schema: SchemaObject, optional: boolean, name: string | undefined): Type {
    switch (type) {
      case 'boolean':
        return { kind: 'bool', optional }
      case 'integer':
        return { kind: 'int', optional }
      case 'number':
        return { kind: 'float', optional }
      case 'string':
        return { kind: 'str', optional }
      case 'array':
        return { kind: 'list', element: this.elementOf(schema), optional }
      default:
        return this.ofObject(schema, optional, name)
    }
  }

  private ofObject(schema: SchemaObject, optional: boolean, name: string | undefined): Type {
    if (schema.properties !== undefined) return { kind: 'struct', struct: this.structOf(schema, name), optional }
    const { additionalProperties: rest = true, patternProperties } = schema
    const element = patternProperties === undefined ? this.typeOf(rest) : ANY
    return { kind: 'dict', key: ANY, element, optional }
  }

  private structOf(schema: SchemaObject, name: string | undefined): Struct {
    const known = this.structs.get(schema)
    if (known !== undefined) return known
    const fields = new Map<string, Field>()
    const rest = schema.patternProperties === undefined ? schema.additionalProperties : true
    const struct: { -readonly [K in keyof Struct]: Struct[K] } = {
      name: schema.title ?? name ?? schema.$id ?? 'object',
      bases: [],
      fields,
    }
    this.structs.set(schema, struct)
    if (rest !== false) struct.rest = { kind: 'dict', key: ANY, element: this.typeOf(rest ?? true), optional: false }
    for (const [key, property] of Object.entries(schema.properties ?? {})) fields.set(key, this.fieldOf(key, property))
    return struct
  }

  private fieldOf(key: string, property: JsonSchema): Field {
    const type = this.typeOf(property, key)
    const schema = this.followed(property)
    // What stands beside a reference is said of this field, what it leads to of any.
    const said = [property, schema].filter((one): one is SchemaObject => typeof one === 'object')
    const given = said.map((one) => one.default).find((one) => one !== undefined)
    const description = said.map((one) => one.description).find((one) => typeof one === 'string')
    const allowed = this.allowedBy(schema).flatMap((one) =>
      ['string', 'number', 'boolean'].includes(typeof one) ? [fromJs(one as string) as Value] : [],
    )
    return {
      type,
      ...(given === undefined ? {} : { default: fromJs(given) as Value }),
      ...(description === undefined ? {} : { description }),
      ...(allowed.length === 0 ? {} : { allowed }),
      ...(said.some(isSensitive) ? { isSensitive: true } : {}),
    }
  }

  /** The values that a schema names, one by one or as alternatives; none where it takes others too. */
  private allowedBy(schema: JsonSchema): readonly unknown[] {
    if (typeof schema !== 'object') return []
    if (schema.enum !== undefined) return schema.enum
    if (schema.const !== undefined) return [schema.const]
    const members = (schema.anyOf ?? schema.oneOf ?? []).map((member) => this.followed(member))
    const values = members.map((member) => (isNull(member) ? [null] : this.allowedBy(member)))
    return values.every((each) => each.length > 0) ? values.flat() : []
  }

  private elementOf(schema: SchemaObject): Type {
    const { items, prefixItems } = schema
    if (prefixItems !== undefined || items === undefined || Array.isArray(items)) return ANY
    return this.typeOf(items as JsonSchema)
  }

  /** Of several schemas: one beside null is itself, several plain ones are a union, anything else is checked only. */
  private ofMembers(schema: SchemaObject, optional: boolean, name: string | undefined): Type {
    const members = (schema.anyOf ?? schema.oneOf ?? []).filter((member) => !isNull(this.followed(member)))
    const types = members.map((member) => this.typeOf(member, name))
    if (types.length === 1) return { ...types[0]!, optional: types[0]!.optional || optional }
    if (types.length > 1 && this.hasNewTypes) return choiceOf(types, optional)
    if (types.length > 1 && types.every(isPlain)) return { kind: 'union', of: types, optional }
    return schema.properties === undefined ? ANY : { kind: 'struct', struct: this.structOf(schema, name), optional }
  }

  private followed(schema: JsonSchema): JsonSchema {
    const seen = new Set<JsonSchema>()
    let at = schema
    while (typeof at === 'object' && at.$ref !== undefined && !seen.has(at)) {
      seen.add(at)
      at = target(this.root, at.$ref) ?? true
    }
    return at
  }
}

/** JSON Schema's own word is `writeOnly`; others say it in a keyword of their own, as zod's `.meta({ sensitive: true })`. */
function isSensitive(schema: SchemaObject): boolean {
  return schema.writeOnly === true || schema.sensitive === true || schema['x-sensitive'] === true
}

function typeNames(schema: SchemaObject): readonly TypeName[] {
  if (typeof schema.type === 'string') return [schema.type]
  if (schema.type !== undefined) return schema.type
  const values = schema.enum ?? (schema.const === undefined ? undefined : [schema.const])
  return values === undefined ? [] : [...new Set(values.map(typeNameOf))]
}

function typeNameOf(value: unknown): TypeName {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'array'
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number'
  return typeof value === 'object' ? 'object' : (typeof value as 'string' | 'boolean')
}

function acceptsNull(schema: SchemaObject): boolean {
  if (typeNames(schema).includes('null')) return true
  return (schema.anyOf ?? schema.oneOf ?? []).some(isNull)
}

function isNull(schema: JsonSchema): boolean {
  return typeof schema === 'object' && (schema.type === 'null' || schema.const === null)
}

const PLAIN: Partial<Record<TypeName, 'bool' | 'int' | 'float' | 'str'>> = {
  boolean: 'bool',
  integer: 'int',
  number: 'float',
  string: 'str',
}

function unionOf(names: readonly TypeName[], optional: boolean): Type {
  const of: Type[] = []
  for (const name of names) {
    const kind = PLAIN[name]
    if (kind === undefined) return ANY
    of.push({ kind, optional: false })
  }
  return { kind: 'union', of, optional }
}

/** `enum` and `const` of texts, ints and booleans. Of other numbers OmegaConf has no literals that a check would not say better. */
function literalOf(schema: SchemaObject): Type | undefined {
  const given = schema.enum ?? (schema.const === undefined ? undefined : [schema.const])
  const isOther = (one: unknown) => typeof one === 'object' || (typeof one === 'number' && !Number.isInteger(one))
  const values = given?.filter((one) => one !== null)
  if (values === undefined || values.length === 0 || values.some(isOther)) return undefined
  return {
    kind: 'literal',
    values: values.map((one) => fromJs(one as string | number | boolean)),
    optional: given!.includes(null) || acceptsNull(schema),
  }
}

/**
 * Several types: literals alone are one literal. A map without a type could be any of several structs, or a struct or another map,
 * which no value of a config can tell: that is left to the check.
 */
function choiceOf(of: readonly Type[], optional: boolean): Type {
  const isOpen = optional || of.some((type) => type.optional && type.kind !== 'any')
  const literals = of.filter((type) => type.kind === 'literal')
  if (literals.length === of.length) {
    return { kind: 'literal', values: literals.flatMap(({ values }) => values), optional: isOpen }
  }
  const structs = of.filter(({ kind }) => kind === 'struct').length
  const maps = of.filter(({ kind }) => kind === 'struct' || kind === 'dict').length
  if (of.some(({ kind }) => kind === 'any' || kind === 'union') || (structs > 0 && maps > 1)) return ANY
  return { kind: 'union', of, optional: isOpen, holdsContainers: true }
}

function isPlain({ kind }: Type): boolean {
  return kind === 'bool' || kind === 'int' || kind === 'float' || kind === 'str'
}
