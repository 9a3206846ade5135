import { notASubclass } from '../messages/conversion.js'
import { convert } from '../shape/convert.js'
import { convertContainer, type Fitting, takesAsIs } from '../shape/convert-container.js'
import { structDefaults } from '../shape/struct-defaults.js'
import { raise } from '../text/errors.js'
import type { ListType, ListValue, Type, Value } from '../value/value.js'

/** The items of a list as a declared type takes them: a map where structs are declared is merged onto the struct's defaults. */
export function typedItems({ items }: ListValue, type: ListType, place: string, rules: Fitting): Value[] {
  // Also for a list without items: a struct whose defaults do not fit is refused.
  if (type.element.kind === 'struct') structDefaults(type.element.struct)
  return items.map((item, at) => {
    if (item.kind === 'map' && type.element.kind === 'struct')
      return rules.asStruct?.(item, type.element.struct, at) ?? item
    return typedItem(item, type.element, `${place}[${at}]`, rules)
  })
}

function typedItem(item: Value, type: Type, place: string, rules: Fitting): Value {
  if (takesAsIs(type, item)) return item
  if (type.kind !== 'struct')
    return 'items' in item ? convertContainer(item, type, place, rules) : convert(item, type, place)
  if (item.kind !== 'interpolation' || rules.takesInterpolations) return convert(item, type, place)
  throw raise(notASubclass(place, item, type.struct), item.origin)
}

/** The type that a list takes over from one that is merged onto it, where its own says nothing: dialect 1.4, of structs. */
export function takenType(
  own: Type | undefined,
  from: Type | undefined,
  { makesStructs }: Fitting,
): ListType | undefined {
  const given = own?.kind === 'list' ? own : undefined
  const isOpen = given === undefined || given.element.kind === 'any'
  const isTaken = makesStructs && isOpen && from?.kind === 'list' && from.element.kind === 'struct'
  return isTaken ? from : given
}
