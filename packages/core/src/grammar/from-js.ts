import { badKeyType, notAValue, tooDeep } from '../messages/container-access.js'
import { raise } from '../text/errors.js'
import { type Origin, PROGRAM } from '../text/source.js'
import { isConfig } from '../value/config-objects.js'
import { bytes, list, map, nullValue } from '../value/constructors.js'
import { MAX_DEPTH } from '../value/depth-limit.js'
import { fromKey, fromScalar } from '../value/from-scalar.js'
import type { Key } from '../value/key.js'
import type { Value } from '../value/value.js'
import { textValue } from './text-value.js'

/** How plain JavaScript is read. */
export interface FromJsOptions {
  /** Where messages say the value was written. */
  readonly origin?: Origin | undefined
}

/**
 * A config value from plain JavaScript, as `OmegaConf.create`: `???` becomes missing, a string with `${` an interpolation.
 * A number that is whole becomes an int, any other a float, a bigint an int of any size. Keys of objects are strings; a
 * `Map` may have numbers, bigints, booleans and bytes too. An undefined property counts as absent.
 *
 * @throws UnsupportedValueType for what no config can hold (functions, dates, class instances, cycles),
 * GrammarParseError for a malformed interpolation, KeyValidationError for a key of another type
 */
export function fromJs(js: unknown, { origin = PROGRAM }: FromJsOptions = {}): Value {
  return valueFrom(js, '', origin, 0)
}

function valueFrom(js: unknown, place: string, origin: Origin, depth: number): Value {
  if (depth > MAX_DEPTH) throw raise(tooDeep(MAX_DEPTH), origin)
  switch (typeof js) {
    case 'string':
      return textValue(js, origin)
    case 'object':
      return js === null ? nullValue(origin) : objectOf(js, place, origin, depth)
    default: {
      const scalar = fromScalar(js, origin)
      if (scalar === undefined) throw raise(notAValue(place, `a ${typeof js}`), origin)
      return scalar
    }
  }
}

function objectOf(js: object, place: string, origin: Origin, depth: number): Value {
  if (js instanceof Uint8Array) return bytes(js, origin)
  if (Array.isArray(js)) {
    return list(
      js.map((item, at) => valueFrom(item, `${place}[${at}]`, origin, depth + 1)),
      origin,
    )
  }
  const entries = js instanceof Map ? [...js] : isPlain(js) ? Object.entries(js) : undefined
  if (entries === undefined)
    throw raise(notAValue(place, `an instance of ${js.constructor?.name || 'a class'}`), origin)
  const below = (key: Key) => (place === '' ? String(key) : `${place}.${String(key)}`)
  return map(
    entries
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => {
        const key = keyOf(name, place, origin)
        return [key, valueFrom(value, below(key), origin, depth + 1)] as const
      }),
    origin,
  )
}

function keyOf(key: unknown, place: string, origin: Origin): Key {
  const known = fromKey(key)
  if (known !== undefined) return known
  throw raise(badKeyType(key === null ? 'null' : typeof key, place), origin)
}

function isPlain(js: object): js is Record<string, unknown> {
  if (isConfig(js)) return true
  const prototype = Object.getPrototypeOf(js)
  return prototype === null || prototype === Object.prototype || Object.getPrototypeOf(prototype) === null
}
