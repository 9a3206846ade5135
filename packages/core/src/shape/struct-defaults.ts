import { unionOfContainers } from '../messages/conversion.js'
import { raise } from '../text/errors.js'
import { list, map, missing } from '../value/constructors.js'
import {
  type Container,
  type Field,
  isContainer,
  type MapValue,
  type Struct,
  type Type,
  type Value,
} from '../value/value.js'
import { convert } from './convert.js'
import { isContainerType } from './declared-type.js'

/**
 * An instance of a struct with its defaults; a field without one is missing (`???`).
 * Mirrors `OmegaConf.structured`.
 *
 * @throws ValidationError for a default that is not of the field's type; ConfigValueError for a union with containers in it
 */
export function structDefaults(struct: Struct): MapValue {
  return instance(struct, (field, name) => convert(field.default ?? missing(), field.type, name))
}

/** An instance with every field missing: declares types without giving values. A field for anything stands for a list or map if its default is one. */
export function structWithoutValues(struct: Struct): MapValue {
  const without = instance(struct, () => missing())
  const nodes = [...struct.fields].flatMap(([name, { type, default: given }]) =>
    type.kind === 'any' && given !== undefined && isContainer(given)
      ? [[name, { kind: 'any', optional: true, node: given.kind }] as const]
      : [],
  )
  return nodes.length === 0
    ? without
    : { ...without, shape: { ...without.shape, fields: new Map<string, Type>(nodes) } }
}

/** What a declared container holds when something is about to be merged into it; undefined where the type is none. */
export function emptyOf(type: Type | undefined): Container | undefined {
  if (!isContainerType(type)) return undefined
  if (type.kind === 'struct') return structDefaults(type.struct)
  return type.kind === 'list' ? list([], undefined, { type }) : map([], undefined, { type })
}

function instance(struct: Struct, valueFor: (field: Field, name: string) => Value): MapValue {
  const entries = [...struct.fields].map(([name, field]) => {
    refuseContainersIn(field.type, name)
    return [name, valueFor(field, name)] as const
  })
  return map(entries, undefined, { type: { kind: 'struct', struct, optional: false } })
}

function refuseContainersIn(type: Type, name: string): void {
  if (type.kind !== 'union' || type.holdsContainers === true || !type.of.some(isContainerType)) return
  throw raise(unionOfContainers(name, type))
}
