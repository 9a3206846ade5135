import { keyNotInStruct } from '../messages/container-access.js'
import { notASubclass, notConvertible, notOptional } from '../messages/conversion.js'
import { unlikeContainers } from '../messages/merge.js'
import { isChoice } from '../shape/choose-container.js'
import { containerKind, isContainerType, isSubclass, structOf, takesKey } from '../shape/declared-type.js'
import { raise } from '../text/errors.js'
import type { ConfigNode, Follow } from '../value/config-node.js'
import type { Key } from '../value/key.js'
import { fullKey } from '../value/path.js'
import { pythonText } from '../value/python-text.js'
import { type Container, isContainer, isSpecial, type MapValue, type Type, type Value } from '../value/value.js'
import type { DeclaredTypes } from './declared-types.js'
import type { Draft } from './draft.js'
import { referent } from './referent.js'
import { similarKeys } from './similar-keys.js'

/** What is refused at a key before anything is merged there. */

/**
 * A struct with its fields takes maps alone: no list, no scalar, and no interpolation either. One that is missing takes
 * no list and no other struct, also none that is a dict as well, and a map that is missing takes no struct.
 */
export function refuseUnlikeStruct(
  draft: Draft,
  key: Key,
  left: Value,
  right: Value,
  { here, there }: DeclaredTypes,
): void {
  if (isChoice(here)) return
  // One that is declared as a map stands for a map.
  const isTaken = draft.rules.takesInterpolations || there?.kind === 'struct' || there?.kind === 'dict'
  if (right.kind === 'interpolation' && isTaken) return
  const given = right.kind === 'map' ? structOf(right) : undefined
  if (given !== undefined && given.rest === undefined && left.kind === 'missing' && here?.kind === 'dict') {
    throw raise(notConvertible(fullKey(draft.node(), key), { kind: 'map', struct: given.name }, here), right.origin)
  }
  if (given !== undefined && left.kind === 'missing' && here?.kind === 'struct' && !isSubclass(given, here.struct)) {
    throw raise(
      notASubclass(fullKey(draft.node(), key), { kind: 'map', struct: given.name }, here.struct),
      right.origin,
    )
  }
  if (right.kind === 'map' || right.kind === 'null' || right.kind === 'missing') return
  // What is declared as a list is refused as such, below.
  const isEmpty =
    (left.kind === 'missing' && there?.kind !== 'list') ||
    (left.kind === 'null' && draft.rules.fillsNullMaps && here?.kind === 'struct')
  const declared = isEmpty && right.kind === 'list' ? here : undefined
  if (declared?.kind === 'dict') {
    throw raise(notConvertible(fullKey(draft.node(), key), right, declared), right.origin)
  }
  const struct = left.kind === 'map' ? structOf(left) : declared?.kind === 'struct' ? declared.struct : undefined
  if (struct !== undefined) throw raise(notASubclass(fullKey(draft.node(), key), right, struct), right.origin)
}

/**
 * OmegaConf 2.3 asks what a reference stands for that comes to a declared map, in the config that it comes from: null only
 * where the map may be null. One that fails stands for nothing.
 */
export function refuseNullReference(
  draft: Draft,
  from: ConfigNode & { readonly key: Key },
  here: Type | undefined,
  follow: Follow | undefined,
): void {
  if (from.value.kind !== 'interpolation' || follow === undefined || draft.rules.takesInterpolations) return
  if ((here?.kind !== 'dict' && here?.kind !== 'struct') || here.optional) return
  if (referent(from, follow)?.value.kind === 'null')
    throw raise(notOptional(fullKey(draft.node(), from.key), here), from.value.origin)
}

/**
 * It also asks whether a reference stands for null that comes to a container that is null, and here one that fails is refused.
 *
 * @throws what `follow` throws
 */
export function refuseFailingReference(
  { rules }: Draft,
  from: ConfigNode,
  left: Value,
  here: Type | undefined,
  follow: Follow | undefined,
): void {
  if (rules.takesInterpolations || from.value.kind !== 'interpolation') return
  if (left.kind === 'null' && isContainerType(here)) follow?.(from)
}

/**
 * Where both sides declare a list or map, it has to be the same, whatever they hold. What is declared as a union that lists, maps
 * or structs are among is none.
 */
export function refuseUnlikeTypes(draft: Draft, key: Key, right: Value, { here, there }: DeclaredTypes): void {
  if (!isContainerType(here)) return
  if (isChoice(there) && !isSpecial(right)) {
    throw raise(
      notConvertible(fullKey(draft.node(), key), { kind: right.kind, text: pythonText(right) }, here),
      right.origin,
    )
  }
  if (!isContainerType(there)) return
  const [declared, given] = [containerKind(here), containerKind(there)]
  if (declared !== given) throw raise(unlikeContainers(fullKey(draft.node(), key), declared, given), right.origin)
}

/** What stands for a list or map without holding one takes no other container. */
export function refuseUnlikeNode(draft: Draft, key: Key, left: Value, right: Value): void {
  if (!isContainer(right) || isContainer(left)) return
  const node = draft.nodeAt(key)
  if (node === undefined || node === right.kind) return
  throw raise(unlikeContainers(fullKey(draft.node(), key), node, right.kind), right.origin)
}

/** A container takes nothing that is declared as the other kind, though it has no value yet. */
export function refuseUnlikeDeclared(
  draft: Draft,
  key: Key,
  left: Container,
  right: Value,
  there: Type | undefined,
): void {
  const kind = isContainerType(there) ? containerKind(there) : left.kind
  if (kind !== left.kind) throw raise(unlikeContainers(fullKey(draft.node(), key), left.kind, kind), right.origin)
}

export function refuseNewKey(draft: Draft, key: Key, value: Value, from: MapValue): void {
  // OmegaConf looks at `readonly` first for what it need not validate.
  if (value.kind === 'missing' || value.kind === 'interpolation') draft.refuseReadonly(key, value)
  if (structOf(from) === undefined) refuseIfClosed(draft, key, value)
  draft.refuseReadonly(key, value)
}

export function refuseIfClosed(draft: Draft, key: Key, value: Value): void {
  if (takesKey(draft, key, draft.closed)) return
  const here = draft.node()
  const of = here.value as MapValue
  throw raise(keyNotInStruct(fullKey(here, key), similarKeys(of, key), structOf(of)?.name), value.origin)
}
