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

/** A constructor that gives back what it is called with: a class that extends it adds its private fields to any object. */
const Given = function (this: unknown, object: object) {
  return object
} as unknown as new (
  object: object,
) => object

/**
 * The node that an object stands for. It lives as long as the object, and nobody can see it there: not by its keys, not in a
 * copy. A `WeakMap` is the same to whoever asks, but takes eight times as long to fill, and a config has many objects.
 */
class Noted extends Given {
  #node: ConfigNode

  private constructor(object: object, node: ConfigNode) {
    super(object)
    this.#node = node
  }

  static note(object: object, node: ConfigNode): void {
    if (#node in object) {
      object.#node = node
      holdingObjects.delete(object)
    } else new Noted(object, node)
  }

  static nodeOf(object: unknown): ConfigNode | undefined {
    return typeof object === 'object' && object !== null && #node in object ? object.#node : undefined
  }
}

/** Those that hold objects that a config cannot hold: few do, so they are marked apart. */
const holdingObjects = new WeakSet<object>()

/** Notes that a plain object or array is the config of a node. */
export function asConfig<T extends object>(object: T, node: ConfigNode, holdsObjects = false): T {
  Noted.note(object, node)
  if (holdsObjects) holdingObjects.add(object)
  return object
}

/**
 * The node that a config object stands for: one of the task's config, of `composed.js`, or what a target was handed as a
 * config. Undefined for any other object, copies among them.
 */
export function configOriginOf(object: unknown): ConfigOrigin | undefined {
  const node = Noted.nodeOf(object)
  if (node === undefined) return undefined
  const value = holdingObjects.has(object as object) ? undefined : node.value
  return { key: fullKey(node), origin: node.value.origin, value }
}

/** The node itself, in the config that it is of. */
export function configNodeOf(object: unknown): ConfigNode | undefined {
  return Noted.nodeOf(object)
}

/** A value in the place of the node that an object stands for, so that its full keys are those of the whole config. */
export function inPlaceOf(object: object, value: Value): ConfigNode {
  const node = Noted.nodeOf(object)
  return node === undefined ? rootNode(value) : withValue(node, value)
}

/** Whether an object is a config still, Python's DictConfig or ListConfig, and no data made out of one. */
export function isConfig(object: unknown): boolean {
  return Noted.nodeOf(object) !== undefined
}
