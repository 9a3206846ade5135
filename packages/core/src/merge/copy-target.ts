import { unlikeContainers, unlikeTarget } from '../messages/merge.js'
import { isChoice } from '../shape/choose-container.js'
import { convertChoice, convertPart } from '../shape/convert-container.js'
import { containerKind, isContainerType, isScalarType } from '../shape/declared-type.js'
import { HydraconfError, raise } from '../text/errors.js'
import type { ConfigNode, Follow } from '../value/config-node.js'
import type { Key } from '../value/key.js'
import { fullKey } from '../value/path.js'
import { isContainer, type Type, type Value } from '../value/value.js'
import { acyclicCopy } from './acyclic-copy.js'
import type { Draft } from './draft.js'
import { typeAt } from './merge-types.js'
import { referent } from './referent.js'

/**
 * Where the left is an interpolation of a container, its content is copied there before anything is merged: the copy
 * stays even when the right brings nothing, and has the type that is declared there, or else its own. An interpolation
 * that fails is a value like any other.
 */
export function copyTarget(
  draft: Draft,
  key: Key,
  left: Value,
  type: Type | undefined,
  follow: Follow | undefined,
): Value {
  const from = draft.childNode(key, left)
  const found = containerBehind(from, follow)
  if (found === undefined) return left
  const copy = acyclicCopy(found, from)
  const target = isChoice(type) ? chosenCopy(copy, type, from, draft) : fittingCopy(copy, type, from, draft)
  if (target === undefined) return left
  draft.write(key)
  draft.refuseReadonly(key, target)
  draft.set(key, target)
  draft.letGo()
  const targetType = type === undefined ? typeAt(found) : undefined
  if (targetType !== undefined) draft.declare(key, targetType)
  return target
}

function fittingCopy(copy: Value, type: Type | undefined, from: ConfigNode, { rules }: Draft): Value {
  return type === undefined || isScalarType(type) ? copy : convertPart(copy, type, fullKey(from), rules)
}

/** Where a union is declared, what none of its types takes is not copied, nor what more than one takes. */
function chosenCopy(copy: Value, type: Type, from: ConfigNode, { rules }: Draft): Value | undefined {
  try {
    return convertChoice(copy, type, fullKey(from), rules)
  } catch (error) {
    if (error instanceof HydraconfError && error.isA('ValidationError')) return undefined
    throw error
  }
}

/** What meets at a key: the left, an interpolation, and the right with the type that it is declared as where it comes from. */
interface Meeting {
  readonly key: Key
  readonly left: Value
  readonly right: Value
  readonly there: Type | undefined
}

/**
 * Where the left is an interpolation of a container, OmegaConf puts that in its place before it looks at the right: one
 * that is declared as a list or map takes nothing else, and another interpolation there stands for such a one.
 */
export function meetTarget(draft: Draft, { key, left, right, there }: Meeting, follow: Follow | undefined): void {
  const found = containerBehind(draft.childNode(key, left), follow)
  if (found === undefined) return
  const type = typeAt(found)
  const kind = isContainer(found.value) ? found.value.kind : isContainerType(type) ? containerKind(type) : undefined
  if (kind !== undefined && isContainerType(there) && containerKind(there) !== kind)
    throw raise(unlikeContainers(fullKey(draft.node(), key), kind, containerKind(there)), right.origin)
  if (!isContainerType(type) || (right.kind === 'null' && type.optional)) return
  if (right.kind === 'interpolation') {
    draft.declare(key, type)
    return
  }
  const [place, target] = [fullKey(draft.node(), key), fullKey(found)]
  throw raise(unlikeTarget({ place, target, type, kind: right.kind }), right.origin)
}

/** The container that a whole value stands for, also a declared one that is null; undefined where it is none, or fails. */
function containerBehind(from: ConfigNode, follow: Follow | undefined): ConfigNode | undefined {
  const { value } = from
  if (value.kind !== 'interpolation' || value.template.parts.length > 1 || follow === undefined) return undefined
  const found = referent(from, follow)
  if (found === undefined || found.isResult) return undefined
  const isNull = found.value.kind === 'null' && isContainerType(typeAt(found))
  return isContainer(found.value) || isNull ? found : undefined
}
