import { elementOf, isOpenChild, standsAsIs, typeIn } from '../shape/declared-type.js'
import { type Key, type KeyId, keyId } from '../value/key.js'
import type { MapValue, Type, Value } from '../value/value.js'
import type { Draft } from './draft.js'

/** The types that are declared of a key on the two sides of a merge: here, where it is merged, and there, where it comes from. */
export interface DeclaredTypes {
  readonly here: Type | undefined
  readonly there: Type | undefined
}

const UNDECLARED: DeclaredTypes = { here: undefined, there: undefined }

/** A value that comes to a key, and where from. */
interface Arriving {
  readonly of: MapValue
  readonly id: KeyId
  readonly value: Value
}

export function declaredTypes(draft: Draft, key: Key, { of, id, value }: Arriving): DeclaredTypes {
  if (draft.shape === undefined && of.shape === undefined) return UNDECLARED
  const there = of.shape && typeIn(of.shape, id)
  const isUntyped = there !== undefined && standsAsIs(value, there)
  return { here: declaredHere(draft, key, value), there: isUntyped ? undefined : there }
}

/** What had no type when its map was declared keeps an interpolation as it is. */
export function declaredHere({ shape }: Draft, key: Key, coming: Value): Type | undefined {
  if (shape === undefined) return undefined
  const id = keyId(key)
  return coming.kind !== 'interpolation' && isOpenChild(shape, id) ? elementOf(shape) : typeIn(shape, id)
}
