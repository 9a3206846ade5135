import { isContainerType } from '../shape/declared.js'
import { convertPart } from '../shape/fits.js'
import type { Type } from '../shape/shape.js'
import { HydraconfError } from '../text/errors.js'
import type { Key, KeyId } from '../value/key.js'
import { fullKey } from '../value/path.js'
import type { Follow, Spot } from '../value/spot.js'
import { isContainer, type Value } from '../value/value.js'
import { detached } from './detached.js'
import type { Draft } from './draft.js'

/**
 * Where the left is an interpolation of a container, its content is copied there before anything is merged: the copy
 * stays even when the right brings nothing, and has the type that is declared there. An interpolation that fails is a value like any other.
 */
export function copyTarget(
  draft: Draft,
  id: KeyId,
  key: Key,
  left: Value,
  type: Type | undefined,
  follow: Follow | undefined,
): Value {
  const isText = left.kind !== 'interpolation' || left.template.parts.length > 1
  if (isText || follow === undefined) return left
  const from = draft.childSpot(id, left)
  let found: Spot
  try {
    found = follow(from)
  } catch (error) {
    if (error instanceof HydraconfError && error.isA('InterpolationResolutionError')) return left
    throw error
  }
  if (found.isResult || !isContainer(found.value)) return left
  const copy = detached(found, from)
  const target = isContainerType(type) ? convertPart(copy, type, fullKey(from)) : copy
  draft.refuseReadonly(key, target)
  draft.set(id, key, target)
  draft.letGo()
  return target
}
