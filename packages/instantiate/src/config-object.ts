import {
  asConfig,
  type ConfigNode,
  childNodes,
  type EvaluationOptions,
  type Follow,
  fullKey,
  putReadable,
  raise,
  refusing,
  textOfKey,
  toJs,
  type Value,
} from '@hydraconf/core'
import { missingParameter, targetCircle } from './messages.js'
import type { Objects } from './objects.js'

/** How configs are turned into JavaScript. */
export interface ConfigReading {
  readonly follow: Follow
  /** What a refusal of what is read later is thrown as. */
  readonly refused: EvaluationOptions['refused']
  readonly objects: Objects
  /** The maps and lists that are being read: one inside itself, by way of an interpolation, would never end. */
  readonly around?: Set<Value> | undefined
}

/** A value as JavaScript, interpolations resolved. What is missing or fails throws when it is read. */
export function readValue(node: ConfigNode, reading: ConfigReading, asData: boolean): unknown {
  const { value } = node
  switch (value.kind) {
    case 'map':
    case 'list': {
      const around = reading.around ?? new Set()
      if (around.has(value)) throw raise(targetCircle(fullKey(node)), value.origin)
      around.add(value)
      const into = value.kind === 'map' ? {} : []
      for (const child of childNodes(node)) {
        const name = value.kind === 'map' ? textOfKey(child.key!) : String(child.key)
        define(into, name, child, { ...reading, around }, asData)
      }
      around.delete(value)
      return asData ? into : asConfig(into, node)
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
  if (asData) {
    // What is missing is its text, as in Python's to_container.
    const value = readValue(node, reading, asData)
    Object.defineProperty(into, name, { value, writable: true, enumerable: true, configurable: true })
    return
  }
  const read = (): unknown => {
    if (node.value.kind === 'missing') throw raise(missingParameter(fullKey(node)), node.value.origin)
    return readValue(node, reading, asData)
  }
  putReadable(into, name, node, () => refusing(reading, read))
}
