import {
  type Composed,
  type ConfigNode,
  childNode,
  entriesOf,
  type Follow,
  following,
  fullKey,
  HydraconfError,
  jsonReady,
  missingKeys,
  raise,
  rootNode,
  toJs,
} from '@hydraconf/core'
import { INSPECT } from '../inspect.js'
import { missingRead } from '../messages.js'

/**
 * The config of a task as plain JavaScript. A value that is missing (`???`), or whose interpolation fails, throws when
 * it is read, as in Hydra, also by who copies the object around it; one that is never read troubles nobody.
 */
export function taskConfig(composed: Composed): Readonly<Record<string, unknown>> {
  const { job } = composed
  if (missingKeys(job).length === 0) {
    try {
      return composed.js
    } catch (error) {
      if (!(error instanceof HydraconfError)) throw error
    }
  }
  return readable(rootNode(job), following(composed.evaluation)) as Readonly<Record<string, unknown>>
}

function readable(node: ConfigNode, follow: Follow): unknown {
  const { value } = node
  switch (value.kind) {
    case 'map': {
      const object = {}
      for (const [key] of entriesOf(value)) put(object, keyName(key), childNode(node, key)!, follow)
      return 'toJSON' in object ? object : jsonReady(object)
    }
    case 'list': {
      const array: unknown[] = []
      value.items.forEach((_, index) => {
        put(array, String(index), childNode(node, BigInt(index))!, follow)
      })
      return 'toJSON' in array ? array : jsonReady(array)
    }
    case 'missing':
      throw raise(missingRead({ key: fullKey(node) }), value.origin)
    case 'interpolation':
      return readable(follow(node), follow)
    default:
      return toJs(value)
  }
}

function put(into: object, name: string, node: ConfigNode, follow: Follow): void {
  try {
    define(into, name, { value: readable(node, follow), writable: true, enumerable: true })
  } catch (error) {
    if (!(error instanceof HydraconfError)) throw error
    // A new error for each reader, so that its stack says who read.
    const get = (): never => {
      const { type, code, summary, advice, key, origin, cause } = error
      throw raise({ type, code, message: summary, advice, key }, origin, cause)
    }
    define(into, name, { get, enumerable: true })
    showAsWritten(into, name, toJs(node.value))
  }
}

const AS_WRITTEN = Symbol('as written')

/**
 * Who looks at a config as a whole (`JSON.stringify`, `console.log`) sees what cannot be read as it is written, `???` or
 * `${nope}`, as Python's `str(cfg)` and `to_container` show it.
 */
function showAsWritten(object: object, name: string, text: unknown): void {
  const known = (object as { [AS_WRITTEN]?: Record<string, unknown> })[AS_WRITTEN]
  if (known !== undefined) {
    define(known, name, { value: text, enumerable: true })
    return
  }
  const written = {}
  define(written, name, { value: text, enumerable: true })
  define(object, AS_WRITTEN, { value: written })
  const shownAs = (show: (value: unknown) => unknown): object => {
    const shown = Array.isArray(object) ? [] : {}
    for (const key of Object.keys(object)) {
      const value: unknown = Object.hasOwn(written, key) ? written[key as never] : object[key as never]
      define(shown, key, { value: show(value), enumerable: true, writable: true })
    }
    return shown
  }
  if (!Object.hasOwn(object, 'toJSON')) {
    define(object, 'toJSON', {
      value: () => shownAs((value) => (typeof value === 'bigint' ? String(value) : value)),
    })
  }
  define(object, INSPECT, { value: () => shownAs((value) => value) })
}

function define(on: object, name: PropertyKey, descriptor: PropertyDescriptor): void {
  Object.defineProperty(on, name, { configurable: true, ...descriptor })
}

function keyName(key: unknown): string {
  return typeof key === 'boolean' ? (key ? 'True' : 'False') : String(key)
}
