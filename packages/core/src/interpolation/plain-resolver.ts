import { notAValue } from '../messages/interpolation.js'
import { toJs } from '../value/js.js'
import type { Key } from '../value/key.js'
import { bool, bytes, float, int, list, map, nullValue, str } from '../value/make.js'
import type { Value } from '../value/value.js'
import { type Resolver, type ResolverContext, type ResolverOptions, valueResolver } from './resolver.js'

/**
 * A resolver from a plain function, as `OmegaConf.register_new_resolver` makes one:
 * `resolvers: new Map([['join', resolver((a, b) => `${a}-${b}`)]])` for `${join:x,${y}}`.
 *
 * It is given plain JavaScript, interpolations resolved: ints and floats both as numbers (ints beyond 2^53 as bigint), maps as
 * objects with string keys. What it returns is read the same way: a whole number is an int, so that a function that is to
 * give `1.0` has to be a `valueResolver`; undefined is null. Called as a method it finds the context in `this`.
 */
export function resolver(
  call: (this: ResolverContext, ...args: never[]) => unknown,
  options?: ResolverOptions,
): Resolver {
  return valueResolver((args, context) => {
    const plain = args.map((arg) => toJs(context.nodeOf(arg) ?? arg, { follow: context.follow }))
    return fromPlain(call.apply(context, plain as never[]))
  }, options)
}

/** The value of plain JavaScript, as `resolver` reads it. */
function fromPlain(plain: unknown): Value {
  switch (typeof plain) {
    case 'undefined':
      return nullValue()
    case 'boolean':
      return bool(plain)
    case 'bigint':
      return int(plain)
    case 'number':
      return Number.isSafeInteger(plain) && !Object.is(plain, -0) ? int(BigInt(plain)) : float(plain)
    case 'string':
      return str(plain)
    case 'object':
      if (plain === null) return nullValue()
      if (plain instanceof Uint8Array) return bytes(plain)
      if (Array.isArray(plain)) return list(plain.map(fromPlain))
      if (plain instanceof Map) return map([...plain].map(([key, value]) => [keyFrom(key), fromPlain(value)]))
      if (isPlainObject(plain)) return map(Object.entries(plain).map(([key, value]) => [key, fromPlain(value)]))
  }
  throw new TypeError(notAValue(typeof plain === 'object' ? (plain?.constructor?.name ?? 'object') : typeof plain))
}

function keyFrom(key: unknown): Key {
  if (typeof key === 'string' || typeof key === 'bigint' || typeof key === 'boolean') return key
  if (typeof key === 'number') return Number.isSafeInteger(key) ? BigInt(key) : key
  throw new TypeError(notAValue(`a map with ${typeof key} keys`))
}

function isPlainObject(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === null || prototype === Object.prototype
}
