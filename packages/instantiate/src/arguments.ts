import { isConfig, MAX_DEPTH } from '@hydraconf/core'

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

/** The key of the first text in the arguments of a call that a config would take for an interpolation, or for missing. */
export function unresolvedIn({ args, keywords }: Call): string | undefined {
  return unresolvedAt(keywords, '', 0) ?? unresolvedAt(args, '_args_', 0)
}

function unresolvedAt(value: unknown, key: string, depth: number): string | undefined {
  if (typeof value === 'string') return value === '???' || value.includes('${') ? key : undefined
  // What is deeper is refused when it is read; what a config holds is resolved then.
  if (depth > MAX_DEPTH) return undefined
  if (isConfig(value) || !(Array.isArray(value) || isPlainObject(value))) return undefined
  for (const [name, item] of Object.entries(value)) {
    const found = unresolvedAt(item, key === '' ? name : `${key}.${name}`, depth + 1)
    if (found !== undefined) return found
  }
  return undefined
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
