import type { MergeRules } from '../dialect/dialect.js'
import { notConvertible, wrongKeyType } from '../messages/conversion.js'
import { raise } from '../text/errors.js'
import { entriesOf, list, map } from '../value/constructors.js'
import { type Key, type KeyId, keyId } from '../value/key.js'
import { keyBelow, keyText } from '../value/path.js'
import { pythonText } from '../value/python-text.js'
import { dictOf, keyOfType } from '../value/typed-key.js'
import { type Container, isContainer, isSpecial, type Type, type Value } from '../value/value.js'
import { type Coming, chosenType, isChoice } from './choose-container.js'
import { convert } from './convert.js'
import { ANY, declaredType, isContainerType, isScalarType, structOf } from './declared-type.js'
import { isLiteral } from './exact-type.js'

/** How what comes as a whole is made to fit. */
export interface Fitting extends MergeRules, Coming {}

/**
 * A part of a config as a declared type takes it when the part comes as a whole: its own scalars are converted, a list or
 * map in it has to fit already.
 *
 * @throws as `convert`
 */
export function convertPart(part: Value, type: Type, place: string, rules: Fitting): Value {
  if (!isContainer(part) || part.shape?.type === type) return convert(part, type, place)
  if (part.kind === 'list' && type.kind === 'list') {
    const items = part.items.map((item, at) => convertChild(item, type.element, `${place}[${at}]`, rules))
    return list(items, part.origin, { ...part.shape, type })
  }
  if (part.kind !== 'map' || type.kind !== 'dict') return convert(part, type, place)
  if (structOf(part) !== undefined)
    throw raise(notConvertible(place, { kind: 'map', struct: structOf(part)!.name }, type), part.origin)
  const entries: [Key, Value][] = []
  const fields = new Map(part.shape?.fields)
  for (const [key, item] of entriesOf(part)) {
    const typed = keyOfType(type.key, key)
    if (typed === undefined) throw raise(wrongKeyType(place, keyText(key), type.key), part.origin)
    const own = declaredType(part, keyId(key))
    // What is taken as it is keeps a type of its own.
    if (own !== undefined && takesAsIs(type.element, item)) fields.set(keyId(typed), own)
    // What has a scalar's type of its own has to have the right one; a map passes for a struct.
    const isPart = isScalarType(own) || (item.kind === 'map' && type.element.kind === 'struct')
    entries.push([typed, (isPart ? convertContainer : convertChild)(item, type.element, keyBelow(place, key), rules)])
  }
  return map(entries, part.origin, { ...part.shape, type, fields: fields.size > 0 ? fields : undefined })
}

/** OmegaConf does not look at a list or map that comes where scalars are declared for all items of a container. */
export function takesAsIs(type: Type, value: Value): boolean {
  return isContainer(value) && type.kind !== 'any' && !isContainerType(type)
}

/**
 * A value that has to fit already: an int where an int is declared. Nothing is converted, unless the rules say so of what
 * has no type of its own, and a map passes for a struct; but from here on it has the declared type.
 *
 * @throws ValidationError, KeyValidationError
 */
export function convertContainer(value: Value, type: Type, place: string, rules: Fitting): Value {
  if (type.kind === 'any') return value
  if (isSpecial(value)) return convert(value, type, place)
  if (isChoice(type)) return convertChoice(value, type, place, rules)
  if (value.kind === 'list' && type.kind === 'list') {
    const fields = new Map(value.shape?.fields)
    const items = value.items.map((item, at) => {
      const own = declaredType(value, at)
      declare(fields, at, childType(item, own, type.element, rules), type.element)
      return fittingChild(item, { own, type: type.element }, `${place}[${at}]`, rules)
    })
    return list(items, value.origin, { ...value.shape, type, fields: fields.size > 0 ? fields : undefined })
  }
  if (value.kind === 'map' && type.kind === 'struct') {
    const { makesStructs, asStruct } = rules
    return makesStructs && asStruct !== undefined && structOf(value) === undefined
      ? asStruct(value, type.struct)
      : value
  }
  if (value.kind === 'map' && type.kind === 'dict') {
    const entries: [Key, Value][] = []
    const fields = new Map(value.shape?.fields)
    const whole = value.shape?.type
    const ofAll = whole?.kind === 'struct' ? undefined : type.element
    for (const [key, item] of entriesOf(value)) {
      if (!isKeyOf(type.key, key)) throw raise(wrongKeyType(place, keyText(key), type.key), value.origin)
      const id = keyId(key)
      const own = declaredType(value, id)
      declare(fields, id, childType(item, own, type.element, rules), ofAll)
      entries.push([key, fittingChild(item, { own, type: type.element }, keyBelow(place, key), rules)])
    }
    return map(entries, value.origin, {
      ...value.shape,
      type: whole?.kind === 'struct' ? inPlaceOf(type, whole) : type,
      fields: fields.size > 0 ? fields : undefined,
    })
  }
  if (isScalarOf(type, value)) return value
  throw raise(notConvertible(place, { kind: value.kind, text: pythonText(value) }, type), value.origin)
}

/**
 * What is declared of a child from here on. Without a value it is as all children are; a list or map is, too. A single
 * value keeps the type that it has, but for null; without one it takes any from here on, unless it is converted.
 */
function childType(child: Value, own: Type | undefined, type: Type, rules: Fitting): Type | undefined {
  if (isSpecial(child)) return type
  if (type.kind === 'any') return own
  if (isContainer(child) || isConverted(child, own, rules)) return type
  if (own === undefined) return ANY
  return { ...own, optional: type.optional }
}

/** Says of a child what is not said of all. */
function declare(
  fields: Map<KeyId | number, Type>,
  id: KeyId | number,
  type: Type | undefined,
  ofAll: Type | undefined,
): void {
  if (type === undefined || type === ofAll) fields.delete(id)
  else fields.set(id, type)
}

interface ChildTypes {
  /** What is declared of the child alone so far. */
  readonly own: Type | undefined
  readonly type: Type
}

function fittingChild(child: Value, { own, type }: ChildTypes, place: string, rules: Fitting): Value {
  // OmegaConf asks what a single value is only of those that are declared as one.
  const isUnasked = own?.kind === 'union' && !(rules.convertsUntyped && type.kind === 'union')
  if (isUnasked && type.kind !== 'any' && !isSpecial(child) && !isContainer(child))
    throw raise(notConvertible(place, { kind: child.kind, text: pythonText(child) }, type), child.origin)
  return (isConverted(child, own, rules) ? convert : convertContainer)(child, type, place, rules)
}

type StructType = Extract<Type, { kind: 'struct' }>

/** A struct that takes the place of a dict stays one; what it does not declare is as the dict declared it. */
export function inPlaceOf(of: Type | undefined, struct: StructType): StructType {
  const dict = of?.kind === 'struct' ? of.dict : dictOf(of)
  return dict === undefined ? struct : { ...struct, dict }
}

/** What is given where a union with lists, maps or structs is declared, as the one of its types that is chosen for it. */
export function convertChoice(value: Value, type: Type, place: string, rules: Fitting): Value {
  if (!isChoice(type) || !isContainer(value)) return convert(value, type, place)
  const chosen = chosenType(value, type, place, rules)
  if (chosen === undefined) return convert(value, type, place)
  const below = { ...rules, current: undefined }
  if (chosen.kind === 'struct') return convert(structFrom(value, chosen, rules), chosen, place)
  if (rules.isMerged !== true && value.shape?.type === undefined) return convert(value, chosen, place)
  return convertPart(withOwnTypes(withStructs(value, chosen, below), chosen), chosen, place, below)
}

/** A map merged onto the defaults of the struct that is declared for it; what is none, or has its type, as it is. */
function structFrom(value: Value, type: Type, { asStruct }: Fitting): Value {
  if (type.kind !== 'struct' || value.kind !== 'map' || structOf(value) !== undefined) return value
  return asStruct?.(value, type.struct) ?? value
}

function withStructs(value: Container, { element }: Type & { readonly element: Type }, rules: Fitting): Container {
  if (value.kind === 'list' || element.kind !== 'struct') return value
  const entries = [...entriesOf(value)].map(([key, item]) => [key, structFrom(item, element, rules)] as const)
  return map(entries, value.origin, value.shape)
}

/** What has its type from its map keeps it where the map is to hold anything. */
function withOwnTypes(value: Container, { element }: Type & { readonly element: Type }): Container {
  const own = value.shape?.type
  if (value.kind === 'list' || element.kind !== 'any' || own?.kind !== 'dict' || own.element.kind === 'any')
    return value
  const fields = new Map([...value.items.keys()].map((id) => [id, own.element] as const))
  return { ...value, shape: { ...value.shape, fields } }
}

/** Whether OmegaConf 2.4 converts it: a scalar for which nothing is declared. */
function isConverted(value: Value, own: Type | undefined, { convertsUntyped }: Fitting): boolean {
  return convertsUntyped && !isContainer(value) && (own === undefined || own.kind === 'any')
}

function convertChild(value: Value, type: Type, place: string, rules: Fitting): Value {
  if (takesAsIs(type, value)) return value
  return isContainer(value) && type.kind !== 'struct'
    ? convertContainer(value, type, place, rules)
    : convert(value, type, place)
}

/** As Python's `isinstance`: True is an int. */
function isScalarOf(type: Type, value: Value): boolean {
  if (type.kind === 'enum') return value.kind === 'enum' && value.enum === type.name
  if (type.kind === 'literal') return isLiteral(value, type)
  if (type.kind === 'int') return value.kind === 'int' || value.kind === 'bool'
  return value.kind === type.kind
}

function isKeyOf(type: Type, key: Key): boolean {
  if (type.kind === 'bool') return typeof key === 'boolean'
  if (type.kind === 'enum') return typeof key === 'object' && key.kind === 'enum' && key.enum === type.name
  return keyOfType(type, key) !== undefined
}
