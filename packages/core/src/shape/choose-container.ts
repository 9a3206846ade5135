import { ambiguous } from '../messages/conversion.js'
import { HydraconfError, raise } from '../text/errors.js'
import { entriesOf } from '../value/constructors.js'
import { keyOfType } from '../value/typed-key.js'
import { type Container, isContainer, type MapValue, type Struct, type Type, type Value } from '../value/value.js'
import { type ContainerType, isContainerType, isSubclass, structOf } from './declared-type.js'
import { isExactly, takesNull } from './exact-type.js'
import { isSameType } from './same-type.js'

type Union = Extract<Type, { kind: 'union' }>

/** How a list or map comes to a place where a union is declared. */
export interface Coming {
  /**
   * As a part of a config that is merged: lists and maps in it pass where single values are declared, maps for structs. Otherwise its
   * content has to be exactly what a type of the union declares.
   */
  readonly isMerged?: boolean | undefined
  /** What stands at the place: it decides for a map that could become more than one of the types. */
  readonly current?: Value | undefined
  /** A plain map merged onto the defaults of a struct; `at` is its index, where it is an item of a list. */
  readonly asStruct?: ((value: MapValue, struct: Struct, at?: number) => Value) | undefined
}

/**
 * Which one of a union takes a list or map, undefined where none does. A map without a struct fits every struct and, beside one, every
 * map type, whatever it holds.
 *
 * @throws ValidationError where more than one takes it
 */
export function chosenType(value: Container, union: Union, place: string, how: Coming): ContainerType | undefined {
  const { current } = how
  const choice = union.of.filter(isContainerType)
  const declared = value.shape?.type
  // A list of anything has no type of its own.
  const isOfAny = declared?.kind === 'list' && declared.element.kind === 'any'
  const same = isOfAny ? undefined : choice.find((type) => isSameDeclared(type, declared))
  if (same !== undefined) return same
  const isOpen = canBecomeStruct(value, choice)
  const candidates = choice.filter((type) => (isOpen ? type.kind !== 'list' : takes(value, type, how)))
  if (candidates.length < 2) return candidates[0]
  const standing = isOpen && current !== undefined ? memberOf(current, union) : undefined
  if (standing?.kind === 'struct' || standing?.kind === 'dict') return standing
  throw raise(ambiguous(place, union), value.origin)
}

/** Whether a type is a union that lists, maps and structs may be among. */
export function isChoice(type: Type | undefined): type is Union {
  return type?.kind === 'union' && type.holdsContainers === true
}

/** Whether a map is merged into the struct that stands where a union is declared, instead of chosen anew. */
export function mergesIntoChosen(there: Value, given: Value, union: Union): boolean {
  if (there.kind !== 'map' || structOf(there) === undefined || given.kind !== 'map') return false
  if (structOf(given) !== undefined) return memberOf(given, union) === memberOf(there, union)
  return canBecomeStruct(given, union.of)
}

/** Which of a union a value is that stands where it is declared. */
function memberOf(value: Value, { of }: Union): Type | undefined {
  if (!isContainer(value)) return undefined
  const declared = value.shape?.type
  const struct = structOf(value)
  return (
    of.find((type) => isSameDeclared(type, declared)) ??
    of.find((type) => type.kind === 'struct' && struct !== undefined && isSubclass(struct, type.struct))
  )
}

/** Whether a map stands for a struct, whichever: one with a type of its own only where no other map is among the types. */
function canBecomeStruct(value: Container, types: readonly Type[]): boolean {
  if (value.kind !== 'map' || structOf(value) !== undefined) return false
  const isOpen = value.shape?.type === undefined || types.every(({ kind }) => kind !== 'dict')
  return isOpen && types.some(({ kind }) => kind === 'struct')
}

function isSameDeclared(one: Type, other: Type | undefined): boolean {
  return other !== undefined && isSameType({ ...one, optional: false }, { ...other, optional: false })
}

function takes(value: Container, type: ContainerType, how: Coming): boolean {
  if (type.kind === 'struct') return isExactly(value, type)
  // What has a type is a part of some config already.
  const isPart = how.isMerged === true || value.shape?.type !== undefined
  if (value.kind === 'list')
    return type.kind === 'list' && value.items.every((item) => takesItem(item, type.element, isPart))
  if (type.kind !== 'dict' || structOf(value) !== undefined) return false
  return [...entriesOf(value)].every(
    ([key, item]) =>
      keyOfType(type.key, key) !== undefined &&
      (takesItem(item, type.element, isPart) || (isPart && takesInMap(item, type.element, how))),
  )
}

function takesItem(item: Value, type: Type, isPart: boolean): boolean {
  if (item.kind === 'missing' || item.kind === 'interpolation') return true
  if (item.kind === 'null') return type.optional || type.kind === 'any' || takesNull(type)
  // OmegaConf finds no value to be of the type Any.
  if (!isContainer(item)) return type.kind !== 'any' && isExactly(item, type)
  return isContainerType(type) ? isExactly(item, type) : isPart
}

/** A map that is merged takes anything where anything is declared, and maps that a struct takes. */
function takesInMap(item: Value, type: Type, { asStruct }: Coming): boolean {
  if (type.kind === 'any') return true
  if (type.kind !== 'struct' || item.kind !== 'map' || structOf(item) !== undefined) return false
  try {
    return asStruct?.(item, type.struct) !== undefined
  } catch (error) {
    if (error instanceof HydraconfError) return false
    throw error
  }
}
