import {
  type ConfigNode,
  childNode,
  entriesOf,
  type Follow,
  fullKey,
  HydraconfError,
  type Key,
  type Origin,
  raise,
  toJs,
  type Value,
} from '@hydraconf/core'
import { missingParameter } from './messages.js'
import type { Objects } from './objects.js'

/** Where a node of a config stands: what messages name. */
export interface ConfigOrigin {
  readonly key: string
  readonly origin: Origin
  /** What it was made from; undefined where it holds objects. */
  readonly value: Value | undefined
}

// A fact about an object that lives as long as the object, and that nobody can see on it.
const nodes = new WeakMap<object, ConfigOrigin>()

/** Whether an object is a config still, Python's DictConfig or ListConfig, and no data made out of one. */
export function isConfig(object: unknown): boolean {
  return configOriginOf(object) !== undefined
}

/** The node that a config object stands for; undefined for any other. */
export function configOriginOf(object: unknown): ConfigOrigin | undefined {
  return typeof object === 'object' && object !== null ? nodes.get(object) : undefined
}

/** Notes that an object is the config of a node. */
export function asConfig<T extends object>(object: T, node: ConfigOrigin): T {
  nodes.set(object, node)
  return object
}

/** How configs are turned into JavaScript. */
export interface ConfigReading {
  readonly follow: Follow
  readonly objects: Objects
}

/** A value as JavaScript, interpolations resolved. What is missing or fails throws when it is read. */
export function readValue(node: ConfigNode, reading: ConfigReading, asData: boolean): unknown {
  const { value } = node
  switch (value.kind) {
    case 'map': {
      const object = {}
      for (const [key] of entriesOf(value)) define(object, keyName(key), childNode(node, key)!, reading, asData)
      return asData ? object : asConfig(object, nodeAt(node))
    }
    case 'list': {
      const array: unknown[] = []
      value.items.forEach((_, index) => {
        define(array, String(index), childNode(node, BigInt(index))!, reading, asData)
      })
      return asData ? array : asConfig(array, nodeAt(node))
    }
    case 'interpolation':
      return readValue(reading.follow(node), reading, asData)
    case 'str':
      return reading.objects.read(value.value)
    default:
      return toJs(value)
  }
}

export function nodeAt(node: ConfigNode): ConfigOrigin {
  return { key: fullKey(node), origin: node.value.origin, value: node.value }
}

/** A key as a property: JavaScript has strings alone. */
export function keyName(key: Key): string {
  if (typeof key === 'boolean') return key ? 'True' : 'False'
  return typeof key === 'object' ? String(key.kind === 'enum' ? key.name : key.kind) : String(key)
}

function define(into: object, name: string, node: ConfigNode, reading: ConfigReading, asData: boolean): void {
  const common = { enumerable: true, configurable: true }
  try {
    if (node.value.kind === 'missing') throw raise(missingParameter(fullKey(node)), node.value.origin)
    Object.defineProperty(into, name, { value: readValue(node, reading, asData), writable: true, ...common })
  } catch (error) {
    if (asData || !(error instanceof HydraconfError)) throw error
    Object.defineProperty(into, name, {
      get: () => {
        throw error
      },
      ...common,
    })
  }
}
