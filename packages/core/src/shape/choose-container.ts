import { ambiguous } from '../messages/conversion.js'
import { raise } from '../text/errors.js'
import type { Container, Struct, Type, Value } from '../value/value.js'
import { structOf } from './declared-type.js'
import { isExactly } from './exact-type.js'

type Union = Extract<Type, { kind: 'union' }>

/**
 * Which one of a union takes a list or map as it is, undefined where none does. A map without a type fits every struct and, beside
 * one, every map type, whatever it holds: `onlyStruct` says which one it can be merged into.
 *
 * @throws ValidationError where more than one takes it
 */
export function chosenType(value: Container, union: Union, place: string): Type | undefined {
  const [chosen, ...others] = candidates(value, union)
  if (others.length > 0) throw raise(ambiguous(place, union), value.origin)
  return chosen
}

/** The only struct of a union that a map without a type can become; undefined where there is none, or something else as well. */
export function onlyStruct(value: Value, type: Type | undefined): Struct | undefined {
  if (!isChoice(type) || value.kind !== 'map' || structOf(value) !== undefined) return undefined
  const [only, ...others] = candidates(value, type)
  return others.length === 0 && only?.kind === 'struct' ? only.struct : undefined
}

/** Whether a type is a union that lists, maps and structs may be among. */
export function isChoice(type: Type | undefined): type is Union {
  return type?.kind === 'union' && type.holdsContainers === true
}

/** Whether a map is merged into the struct that stands where a union is declared, instead of chosen anew. */
export function mergesIntoChosen(there: Value, given: Value, { of }: Union): boolean {
  const struct = there.kind === 'map' ? structOf(there) : undefined
  if (struct === undefined || given.kind !== 'map') return false
  const own = structOf(given)
  if (own !== undefined) return own.name === struct.name
  return given.shape?.type === undefined || of.every(({ kind }) => kind !== 'dict')
}

function candidates(value: Container, { of }: Union): readonly Type[] {
  const isMap = value.kind === 'map'
  const hasStructs = of.some(({ kind }) => kind === 'struct')
  const isUntyped = isMap && structOf(value) === undefined
  return of.filter((type) => {
    if (isUntyped && hasStructs) return type.kind === 'struct' || type.kind === 'dict'
    return (type.kind === 'list' || type.kind === 'dict' || type.kind === 'struct') && isExactly(value, type)
  })
}
