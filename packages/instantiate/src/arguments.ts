import { isConfig } from '@hydraconf/core'

/** The arguments of a call: those by position, and those by name. */
export interface Call {
  readonly args: readonly unknown[]
  readonly keywords: Readonly<Record<string, unknown>>
}

/**
 * Positional and keyword arguments out of JavaScript's: a plain object at the end holds the keyword arguments. So a plain
 * object that is meant by position has another one behind it, empty if need be.
 */
export function splitArguments(given: readonly unknown[]): Call {
  const last = given[given.length - 1]
  return isPlainObject(last) ? { args: given.slice(0, -1), keywords: last } : { args: given, keywords: {} }
}

export function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) return false
  const prototype = Object.getPrototypeOf(value)
  return prototype === null || prototype === Object.prototype || (isConfig(value) && !Array.isArray(value))
}

/** An object with exactly these own properties, `__proto__` among them. */
export function ownProperties(entries: Iterable<readonly [string, unknown]>): Record<string, unknown> {
  const object = {}
  for (const [name, value] of entries) {
    Object.defineProperty(object, name, { value, writable: true, enumerable: true, configurable: true })
  }
  return object
}
