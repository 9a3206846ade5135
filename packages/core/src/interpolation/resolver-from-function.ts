import { notAResolver, notAValue } from '../messages/interpolation.js'
import { raise } from '../text/errors.js'
import { isConfig } from '../value/config-objects.js'
import { bool, bytes, float, int, list, map, nullValue, str } from '../value/constructors.js'
import type { Key } from '../value/key.js'
import { toJs } from '../value/to-js.js'
import type { Value } from '../value/value.js'
import { type Resolver, type ResolverContext, type ResolverOptions, valueResolver } from './resolver.js'

/** A function as `OmegaConf.register_new_resolver` takes one: of plain JavaScript, giving plain JavaScript. */
// biome-ignore lint/suspicious/noExplicitAny: what a config passes is known to who wrote the two, not to the compiler.
export type PlainResolver = (this: ResolverContext, ...args: any[]) => unknown

/**
 * Resolvers by name (`mine`, `ns.mine`), as a program gives them: `{ join: (a, b) => `${a}-${b}` }` for `${join:x,${y}}`. A
 * plain function is what `resolver` makes of it.
 */
export type Resolvers =
  | ReadonlyMap<string, Resolver | PlainResolver>
  | Readonly<Record<string, Resolver | PlainResolver>>

/** The resolvers of a program, each made one. @throws PluginException for what is none */
export function resolversOf(given: Resolvers): ReadonlyMap<string, Resolver> {
  return new Map(entriesOf(given).map(([name, one]) => [name, made(name, one)]))
}

/** The resolver of a name. */
export function resolverNamed(given: Resolvers | undefined, name: string): Resolver | undefined {
  if (given === undefined) return undefined
  const found = given instanceof Map ? given.get(name) : ownOf(given as Readonly<Record<string, PlainResolver>>, name)
  return found === undefined ? undefined : made(name, found)
}

/** The names there are. */
export function resolverNames(given: Resolvers | undefined): readonly string[] {
  return given === undefined ? [] : entriesOf(given).map(([name]) => name)
}

function entriesOf(given: Resolvers): readonly (readonly [string, Resolver | PlainResolver])[] {
  return given instanceof Map ? [...given] : Object.entries(given)
}

function ownOf<T>(record: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined
}

function made(name: string, one: Resolver | PlainResolver): Resolver {
  if (typeof one === 'function') return resolver(one)
  if (typeof one?.call !== 'function') throw raise(notAResolver({ name }))
  return one
}

/**
 * A resolver from a plain function, with what is known of its answers: `{ f: resolver(fn, { cache: true }) }`. A function that
 * needs none of that can be given as it is.
 *
 * It is given plain JavaScript, interpolations resolved: ints and floats both as numbers (ints beyond 2^53 as bigint), maps as
 * objects with string keys. What it returns is read the same way: a whole number is an int, so that a function that is to
 * give `1.0` has to be a `valueResolver`; undefined is null. Called as a method it finds the context in `this`.
 */
export function resolver(call: PlainResolver, options?: ResolverOptions): Resolver {
  return valueResolver((args, context) => {
    const plain = args.map((arg) => toJs(context.nodeOf(arg) ?? arg, { follow: context.follow }))
    return fromPlain(call.apply(context, plain))
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
  if (isConfig(value)) return true
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === null || prototype === Object.prototype
}
