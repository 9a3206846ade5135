import { notASubclass } from '../messages/shape.js'
import { convert } from '../shape/convert.js'
import { isSubclass, structOf, typeIn } from '../shape/declared.js'
import { raise } from '../text/errors.js'
import { mapOf } from '../value/make.js'
import type { Container, MapValue } from '../value/value.js'

/** Refuses to merge one struct onto another that it does not extend. Plain maps fit everywhere, key by key. */
export function refuseUnrelated(onto: MapValue, from: MapValue, place: () => string): void {
  const left = structOf(onto)
  const right = structOf(from)
  if (left === undefined || right === undefined || isSubclass(right, left)) return
  throw raise(notASubclass(place(), right.name, left.name), from.origin)
}

/** A merged map takes over what the right side declares: a struct always, another type where it had none itself. */
export function withType(merged: MapValue, from: MapValue): MapValue {
  const type = from.shape?.type
  if (type === undefined || type === merged.shape?.type) return merged
  if (type.kind !== 'struct' && merged.shape?.type !== undefined) return merged
  const shape = { ...merged.shape, type }
  const items = new Map(merged.items)
  for (const [id, value] of items) {
    const declared = typeIn(shape, id)
    if (declared !== undefined && declared.kind !== 'struct') items.set(id, convert(value, declared, String(id)))
  }
  return mapOf(items, merged.spelled, merged.origin, shape)
}

/**
 * The container with these flags; itself when it has them already.
 * Mirrors `OmegaConf.set_struct` and `set_readonly`; undefined is as the parent is.
 */
export function withFlags<T extends Container>(of: T, closed: boolean | undefined, readonly: boolean | undefined): T {
  const { shape } = of
  if (shape?.closed === closed && shape?.readonly === readonly) return of
  const bare =
    closed === undefined && readonly === undefined && shape?.type === undefined && shape?.fields === undefined
  return { ...of, shape: bare ? undefined : { ...shape, closed, readonly } }
}
