import { keyOf, list, mapOf } from './constructors.js'
import { copyOfItems } from './copy-of-items.js'
import { type Key, keyId } from './key.js'
import type { OwnedMaps } from './owned-maps.js'
import type { Container, Value } from './value.js'

/**
 * A value seen from where it hangs. Made by walking down from a root and gone when the walk is over:
 * values themselves know no parent, so everything that depends on the place (full keys, inherited flags,
 * relative interpolations) asks a node.
 */
export interface ConfigNode {
  readonly value: Value
  /** The key in the parent, `bigint` for an index of a list; undefined at the root. */
  readonly key: Key | undefined
  readonly parent: ConfigNode | undefined
  /** A list or map that a resolver made, and no config: it is a value here, nothing hangs below it and nothing merges with it. */
  readonly isResult?: boolean | undefined
}

/**
 * Finds what an interpolation stands for: the node it points to, or, for a computed result,
 * a node with that value in the interpolation's own place. Throws an `InterpolationResolutionError` when it stands for nothing.
 */
export type Follow = (from: ConfigNode) => ConfigNode

/** The node of a value that hangs nowhere: the root of a config. */
export function rootNode(root: Value): ConfigNode {
  return { value: root, key: undefined, parent: undefined }
}

/** The root that a node was reached from. */
export function rootOf(node: ConfigNode): ConfigNode {
  let at = node
  while (at.parent !== undefined) at = at.parent
  return at
}

/** The child under a key, without looking at types or flags; undefined when there is none. */
export function childNode(of: ConfigNode, key: Key): ConfigNode | undefined {
  const { value } = of
  if (value.kind === 'map') {
    const id = keyId(key)
    const child = value.items.get(id)
    return child === undefined ? undefined : { value: child, key: keyOf(value, id), parent: of }
  }
  if (value.kind === 'list' && typeof key === 'bigint') {
    const child = value.items[Number(key)]
    return child === undefined ? undefined : { value: child, key, parent: of }
  }
  return undefined
}

/** Another value seen from the same place, whose containers still hold what they held. */
export function withValue({ key, parent, isResult }: ConfigNode, value: Value): ConfigNode {
  return { value, key, parent, isResult }
}

/**
 * The same place with another value in it, in a new root; everything beside the way there is shared. Maps on the way that
 * are `owned` are changed in place.
 */
export function replaceNode(node: ConfigNode, value: Value, owned?: OwnedMaps): ConfigNode {
  const way: { readonly value: Value; readonly key: Key | undefined }[] = []
  let at: ConfigNode | undefined = node
  let now = value
  for (; at !== undefined && now !== at.value; at = at.parent) {
    way.push({ value: now, key: at.key })
    if (at.parent === undefined || at.key === undefined) {
      at = at.parent
      break
    }
    now = withChild(at.parent.value as Container, at.key, now, owned)
  }
  let replaced = at
  for (const step of way.reverse()) replaced = { ...step, parent: replaced }
  return replaced as ConfigNode
}

/** Whether keys may not be added here: the nearest `closed` on the way up decides. */
export function isClosed(node: ConfigNode): boolean {
  return inherited(node, 'closed')
}

/** Whether nothing may be changed here: the nearest `readonly` on the way up decides. */
export function isReadonly(node: ConfigNode): boolean {
  return inherited(node, 'readonly')
}

function inherited(node: ConfigNode, flag: 'closed' | 'readonly'): boolean {
  for (let at: ConfigNode | undefined = node; at !== undefined; at = at.parent) {
    const { value } = at
    const own = value.kind === 'map' || value.kind === 'list' ? value.shape?.[flag] : undefined
    if (own !== undefined) return own
  }
  return false
}

function withChild(of: Container, key: Key, child: Value, owned: OwnedMaps | undefined): Container {
  if (of.kind === 'list') return list(of.items.with(Number(key), child), of.origin, of.shape)
  const items = owned === undefined ? copyOfItems(of.items) : owned.toChange(of.items)
  return mapOf(items.set(keyId(key), child), of.spelled, of.origin, of.shape)
}
