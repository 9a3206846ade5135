import type { Origin } from '../text/source.js'
import { type ConfigNode, rootNode, withValue } from './config-node.js'
import { fullKey } from './path.js'
import type { Value } from './value.js'

/** Where the node of a config stands that an object was made from: what messages name. */
export interface ConfigOrigin {
  readonly key: string
  readonly origin: Origin
  /** What it was made from; undefined where it holds objects that a config cannot hold. */
  readonly value: Value | undefined
}

interface Noted {
  readonly node: ConfigNode
  readonly holdsObjects: boolean
}

// A fact about an object that lives as long as the object, and that nobody can see on it.
const nodes = new WeakMap<object, Noted>()

/** Notes that a plain object or array is the config of a node. */
export function asConfig<T extends object>(object: T, node: ConfigNode, holdsObjects = false): T {
  nodes.set(object, { node, holdsObjects })
  return object
}

/**
 * The node that a config object stands for: one of the task's config, of `composed.js`, or what a target was handed as a
 * config. Undefined for any other object, copies among them.
 */
export function configOriginOf(object: unknown): ConfigOrigin | undefined {
  const noted = typeof object === 'object' && object !== null ? nodes.get(object) : undefined
  if (noted === undefined) return undefined
  const { node, holdsObjects } = noted
  return { key: fullKey(node), origin: node.value.origin, value: holdsObjects ? undefined : node.value }
}

/** A value in the place of the node that an object stands for, so that its full keys are those of the whole config. */
export function inPlaceOf(object: object, value: Value): ConfigNode {
  const node = nodes.get(object)?.node
  return node === undefined ? rootNode(value) : withValue(node, value)
}

/** Whether an object is a config still, Python's DictConfig or ListConfig, and no data made out of one. */
export function isConfig(object: unknown): boolean {
  return typeof object === 'object' && object !== null && nodes.has(object)
}
