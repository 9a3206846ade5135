import type { ConfigNode } from '../value/config-node.js'
import { keyOf, list, mapOf } from '../value/constructors.js'
import { copyOfItems } from '../value/copy-of-items.js'
import { type Key, type KeyId, keyId } from '../value/key.js'
import { typedKey } from '../value/typed-key.js'
import type { Value } from '../value/value.js'

/**
 * A node that lives as long as one evaluation and remembers what was found out about it. Each value has one place for
 * each way it hangs in the config, so a place is what OmegaConf calls a node: cycles are places met twice.
 */
export class EvaluationNode implements ConfigNode {
  /** What the interpolation here stands for, once that is known to stay so. */
  answer: EvaluationNode | undefined = undefined
  /** The value here with nothing left to resolve in it, once that is known to stay so. */
  resolved: Value | undefined = undefined
  /** How many values that is, spelled out. */
  size = 1
  /** How often what is in it is being resolved in place just now. */
  timesBegun = 0
  /** Being evaluated just now. */
  isOpen = false
  /** The key as written, a `bigint` for an index. */
  readonly key: Key | undefined
  /** The place that all references without dots start from. */
  readonly root: EvaluationNode
  private children: Map<KeyId, EvaluationNode> | undefined = undefined
  /** A node below was given another value, which `value` does not show yet. */
  private isStale = false

  constructor(
    public value: Value,
    /** The id of the key in the parent, or the index; undefined where there is none. */
    readonly id: KeyId | undefined,
    readonly parent: EvaluationNode | undefined,
    /** Made by a resolver and not a config: nothing in it can be referred to, or is resolved any further. */
    readonly isResult: boolean,
  ) {
    this.root = parent === undefined ? this : parent.root
    this.key = id === undefined || parent === undefined ? undefined : keyIn(parent.value, id)
  }

  /** The value with all that the nodes below were given: `value`, unless something is resolved in place. */
  get current(): Value {
    if (!this.isStale) return this.value
    const stale: EvaluationNode[] = [this]
    for (const { children } of stale) {
      for (const child of children?.values() ?? []) if (child.isStale) stale.push(child)
    }
    for (const node of stale.reverse()) node.rebuild()
    return this.value
  }

  /** Gives the node another value: what hung below the one before hangs nowhere any more. */
  become(value: Value): void {
    this.value = value
    this.answer = undefined
    this.resolved = undefined
    this.size = 1
    this.children = undefined
    this.isStale = false
    for (let up = this.parent; up !== undefined && !up.isStale; up = up.parent) up.isStale = true
  }

  private rebuild(): void {
    const { value, children = [] } = this
    this.isStale = false
    if (value.kind === 'list') {
      const items = [...value.items]
      for (const [index, child] of children) items[Number(index)] = child.value
      this.value = list(items, value.origin, value.shape)
    } else if (value.kind === 'map') {
      const items = copyOfItems(value.items)
      for (const [id, child] of children) items.set(id, child.value)
      this.value = mapOf(items, value.spelled, value.origin, value.shape)
    }
  }

  /** The place of a child, by the key as written; an index is a `bigint`. */
  child(key: Key): EvaluationNode | undefined {
    const { value } = this
    if (value.kind === 'map') return this.childOf(keyId(key))
    return value.kind === 'list' && typeof key === 'bigint' ? this.item(Number(key)) : undefined
  }

  /** The place of a child of a map by one part of a reference, which is always a string. */
  named(part: string): EvaluationNode | undefined {
    const { value } = this
    if (value.kind !== 'map') return undefined
    if (value.shape === undefined) return this.childOf(part)
    const key = typedKey(value, part)
    return key === undefined ? undefined : this.childOf(keyId(key))
  }

  childOf(id: KeyId): EvaluationNode | undefined {
    const known = this.children?.get(id)
    if (known !== undefined) return known
    if (this.value.kind !== 'map') return undefined
    const child = this.value.items.get(id)
    return child === undefined ? undefined : this.keep(id, child)
  }

  item(index: number): EvaluationNode | undefined {
    const known = this.children?.get(index)
    if (known !== undefined) return known
    const child = this.value.kind === 'list' ? this.value.items[index] : undefined
    return child === undefined ? undefined : this.keep(index, child)
  }

  private keep(id: KeyId, value: Value): EvaluationNode {
    const node = new EvaluationNode(value, id, this, false)
    this.children ??= new Map()
    this.children.set(id, node)
    return node
  }
}

/** Where a reference starts from: without dots at the root, with one at its own container, and so on upwards. */
export function startOfReference(home: EvaluationNode, dots: number): EvaluationNode | undefined {
  let start: EvaluationNode | undefined = dots === 0 ? home.root : home
  for (let level = 1; level < dots; level++) start = start?.parent
  return start
}

function keyIn(parent: Value, id: KeyId): Key {
  if (parent.kind === 'map') return keyOf(parent, id)
  return typeof id === 'number' ? BigInt(id) : (id as Key)
}
