import { HydraconfError, raise } from '../text/errors.js'
import { INSPECT } from '../text/inspect.js'
import type { ConfigNode } from './config-node.js'
import { toJs } from './to-js.js'

/**
 * Puts what a node stands for under a name of a config object. What is missing, or whose interpolation fails, throws when it is
 * read, as in Python; one that is never read troubles nobody.
 */
export function putReadable(into: object, name: string, node: ConfigNode, read: () => unknown): void {
  try {
    define(into, name, { value: read(), writable: true, enumerable: true })
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
