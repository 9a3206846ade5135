import { HydraconfError } from '../text/errors.js'
import type { Key, KeyId } from '../value/key.js'
import { type Follow, rootOf, type Spot } from '../value/spot.js'
import { isContainer, type Value } from '../value/value.js'
import { detached } from './detached.js'
import type { Draft } from './draft.js'

/**
 * Where the left is an interpolation of a container, its content is copied there before anything is merged: the copy
 * stays even when the right brings nothing. An interpolation that fails is a value like any other.
 */
export function copyTarget(draft: Draft, id: KeyId, key: Key, left: Value, follow: Follow | undefined): Value {
  if (follow === undefined) return left
  const from = draft.childSpot(id, left)
  if (isSurelyNoContainer(from)) return left
  let found: Spot
  try {
    found = follow(from)
  } catch (error) {
    if (error instanceof HydraconfError && error.isA('InterpolationResolutionError')) return left
    throw error
  }
  if (found.isResult || !isContainer(found.value)) return left
  const target = detached(found, from)
  draft.refuseReadonly(key, target)
  draft.set(id, key, target)
  draft.letGo()
  return target
}

/**
 * Whether it takes no evaluation to see that an interpolation stands for no container, as nearly none does: text around
 * it makes text, and a reference may lead straight to a scalar, or nowhere.
 */
function isSurelyNoContainer({ value, parent }: Spot): boolean {
  if (value.kind !== 'interpolation') return false
  const { parts } = value.template
  const [only] = parts
  if (parts.length !== 1) return true
  if (parent === undefined || typeof only !== 'object' || only.kind !== 'reference') return false
  let start: Spot | undefined = only.dots === 0 ? rootOf(parent) : parent
  for (let level = 1; level < only.dots; level++) start = start?.parent
  let at = start?.value
  for (const part of only.path) {
    if (at?.kind !== 'map' || at.shape?.type?.kind === 'dict') return false
    at = at.items.get(part)
    if (at === undefined) return true
  }
  return at !== undefined && at.kind !== 'interpolation' && !isContainer(at)
}
