import {
  asConfig,
  type Composed,
  type ConfigNode,
  childNode,
  entriesOf,
  type Follow,
  following,
  fullKey,
  HydraconfError,
  isContainer,
  jsonReady,
  missingKeys,
  raise,
  rootNode,
  strictly,
  textOfKey,
  toJs,
} from '@hydraconf/core'
import { INSPECT } from '../inspect.js'
import { circleRead, deepRead, missingRead } from '../messages.js'

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
  const reading: Reading = { follow: following(composed.evaluation), made: new Map(), depth: 0 }
  const config = readable(rootNode(job), reading) as Readonly<Record<string, unknown>>
  return composed.isStrict ? strictly(config) : config
}

interface Reading {
  readonly follow: Follow
  /** What the lists and maps have become: one object each, whoever refers to it, as in Python. */
  readonly made: Map<ConfigNode, unknown>
  depth: number
}

/** As deep as a config may nest. */
const MOST_LEVELS = 1000

/** Stands for a list or map that is not made yet: who refers to it from inside goes in a circle. */
const BEGUN = Symbol('begun')

function readable(node: ConfigNode, reading: Reading): unknown {
  const { value } = node
  if (value.kind === 'missing') throw raise(missingRead({ key: fullKey(node) }), value.origin)
  if (value.kind !== 'interpolation' && !isContainer(value)) return toJs(value)
  const { follow, made } = reading
  const found = follow(node)
  if (!isContainer(found.value)) return readable(found, reading)
  const known = made.get(found)
  if (known === BEGUN) throw raise(circleRead({ key: fullKey(node), target: fullKey(found) }), value.origin)
  if (known !== undefined) return known
  made.set(found, BEGUN)
  const container = containerOf(found, reading)
  made.set(found, container)
  return container
}

function containerOf(node: ConfigNode, reading: Reading): object {
  const { value } = node
  const container = value.kind === 'list' ? [] : {}
  if (value.kind === 'map') {
    for (const [key] of entriesOf(value)) put(container, textOfKey(key), childNode(node, key)!, reading)
  } else if (value.kind === 'list') {
    for (const index of value.items.keys()) put(container, String(index), childNode(node, BigInt(index))!, reading)
  }
  return asConfig('toJSON' in container ? container : jsonReady(container), node)
}

function put(into: object, name: string, node: ConfigNode, reading: Reading): void {
  reading.depth++
  try {
    if (reading.depth > MOST_LEVELS)
      throw raise(deepRead({ key: fullKey(node), limit: MOST_LEVELS }), node.value.origin)
    define(into, name, { value: readable(node, reading), writable: true, enumerable: true })
  } catch (error) {
    if (!(error instanceof HydraconfError)) throw error
    // A new error for each reader, so that its stack says who read.
    const get = (): never => {
      const { type, code, summary, advice, key, origin, cause } = error
      throw raise({ type, code, message: summary, advice, key }, origin, cause)
    }
    define(into, name, { get, enumerable: true })
    showAsWritten(into, name, toJs(node.value))
  } finally {
    reading.depth--
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
