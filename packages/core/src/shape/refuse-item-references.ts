import { notASubclass } from '../messages/conversion.js'
import { raise } from '../text/errors.js'
import { entriesOf } from '../value/constructors.js'
import { keyBelow } from '../value/path.js'
import type { Value } from '../value/value.js'

/**
 * Refuses a reference among the items of a list of structs: OmegaConf 2.3 takes none there, also not as a field's default.
 *
 * @throws ValidationError
 */
export function refuseItemReferences(value: Value, place = ''): void {
  if (value.kind === 'map') {
    for (const [key, item] of entriesOf(value)) refuseItemReferences(item, keyBelow(place, key))
  }
  if (value.kind !== 'list') return
  const type = value.shape?.type
  const element = type?.kind === 'list' ? type.element : undefined
  for (const [at, item] of value.items.entries()) {
    if (element?.kind === 'struct' && item.kind === 'interpolation')
      throw raise(notASubclass(`${place}[${at}]`, item, element.struct), item.origin)
    refuseItemReferences(item, `${place}[${at}]`)
  }
}
