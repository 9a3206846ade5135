import { notASubclass } from '../messages/conversion.js'
import { convert } from '../shape/convert.js'
import { convertContainer, type Fitting, inPlaceOf } from '../shape/convert-container.js'
import { declaredType, isSubclass, structOf, typeIn } from '../shape/declared-type.js'
import { raise } from '../text/errors.js'
import type { ConfigNode } from '../value/config-node.js'
import { list, mapOf } from '../value/constructors.js'
import { keyId } from '../value/key.js'
import { type Container, type ContainerShape, isContainer, type MapValue, type Type } from '../value/value.js'

/** Refuses to merge one struct onto another that it does not extend. Plain maps fit everywhere, key by key. */
export function refuseUnrelated(onto: MapValue, from: MapValue, place: () => string): void {
  const left = structOf(onto)
  const right = structOf(from)
  // One that is a dict as well passes for a plain map.
  if (left === undefined || right === undefined || right.rest !== undefined || isSubclass(right, left)) return
  throw raise(notASubclass(place(), { kind: 'map', struct: right.name }, left), from.origin)
}

/**
 * A merged map takes over what the right side declares: a struct always, another type where it had none itself. What
 * was declared of a key before stays so.
 */
export function withType(merged: MapValue, from: MapValue, rules: Fitting): MapValue {
  const type = from.shape?.type
  if (type === undefined || type === merged.shape?.type) return merged
  if (type.kind !== 'struct')
    return merged.shape?.type === undefined ? (convertContainer(merged, type, '', rules) as MapValue) : merged
  const items = new Map(merged.items)
  const fields = new Map(merged.shape?.fields)
  for (const [id, value] of items) {
    const before = merged.shape === undefined ? undefined : typeIn(merged.shape, id)
    const declared = typeIn({ type }, id)
    if (before !== undefined) {
      if (before !== declared) fields.set(id, before)
    } else if (declared !== undefined && !isContainer(value)) items.set(id, convert(value, declared, String(id)))
  }
  const shape = { ...merged.shape, type: inPlaceOf(merged.shape?.type, type), ...(fields.size > 0 ? { fields } : {}) }
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
  return withShape(of, bare ? undefined : { ...shape, closed, readonly }) as T
}

function withShape(of: Container, shape: ContainerShape | undefined): Container {
  return of.kind === 'list' ? list(of.items, of.origin, shape) : mapOf(of.items, of.spelled, of.origin, shape)
}

/** The type that is declared for a place of a config. What a resolver made has no place. */
export function typeAt({ key, parent }: ConfigNode): Type | undefined {
  if (parent === undefined || key === undefined || !isContainer(parent.value)) return undefined
  return declaredType(parent.value, parent.value.kind === 'map' ? keyId(key) : Number(key))
}
