import {
  asConfig,
  type ConfigNode,
  childNode,
  entriesOf,
  type Follow,
  fullKey,
  HydraconfError,
  raise,
  textOfKey,
  toJs,
} from '@hydraconf/core'
import { missingParameter } from './messages.js'
import type { Objects } from './objects.js'

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
      for (const [key] of entriesOf(value)) define(object, textOfKey(key), childNode(node, key)!, reading, asData)
      return asData ? object : asConfig(object, node)
    }
    case 'list': {
      const array: unknown[] = []
      value.items.forEach((_, index) => {
        define(array, String(index), childNode(node, BigInt(index))!, reading, asData)
      })
      return asData ? array : asConfig(array, node)
    }
    case 'interpolation':
      return readValue(reading.follow(node), reading, asData)
    case 'str':
      return reading.objects.read(value.value)
    default:
      return toJs(value)
  }
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
