import {
  bool,
  bytes,
  type ConfigNode,
  childNode,
  configOriginOf,
  float,
  HydraconfError,
  int,
  type Key,
  list,
  map,
  missing,
  nullValue,
  type Origin,
  rootNode,
  str,
  textValue,
  type Value,
} from '@hydraconf/core'
import { isPlainObject } from './arguments.js'
import type { Objects } from './objects.js'

/** How plain JavaScript becomes a config. */
export interface ConfigWriting {
  /** Takes what is no data: instances, functions. */
  readonly objects: Objects
  /** Whether texts are read: `${…}` is an interpolation, `???` missing. */
  readonly readsTexts: boolean
  /** Whether a `Map` is a mapping with keys of any type, or an object like others. */
  readonly readsMaps: boolean
}

/** Where values without a place of their own were written. */
const PROGRAM: Origin = nullValue().origin

/** A config value for plain JavaScript that may hold objects. What came out of a config keeps the places in its files. */
export function configValue(js: unknown, writing: ConfigWriting, from?: ConfigNode): Value {
  const origin = from?.value.origin ?? PROGRAM
  switch (typeof js) {
    case 'boolean':
      return bool(js, origin)
    case 'bigint':
      return int(js, origin)
    case 'number':
      return Number.isSafeInteger(js) && !Object.is(js, -0) ? int(BigInt(js), origin) : float(js, origin)
    case 'string':
      return writing.readsTexts && !wasRead(js, from) ? textValue(js, origin) : str(js, origin)
    case 'undefined':
      return nullValue(origin)
    case 'object':
      return js === null ? nullValue(origin) : containerValue(js, writing, from)
    default:
      return str(writing.objects.textFor(js), origin)
  }
}

function containerValue(js: object, writing: ConfigWriting, from: ConfigNode | undefined): Value {
  const node = configOriginOf(js)
  const at = node?.value === undefined ? from : rootNode(node.value)
  const origin = node?.origin ?? from?.value.origin ?? PROGRAM
  if (js instanceof Uint8Array) return bytes(js, origin)
  if (Array.isArray(js)) {
    const items = js.map((_, index) => property(js, String(index), writing, childAt(at, BigInt(index))))
    return list(items, origin)
  }
  if (js instanceof Map && writing.readsMaps) {
    return map(
      [...js].map(([key, value]) => [keyOf(key), configValue(value, writing)] as const),
      origin,
    )
  }
  if (!isPlainObject(js)) return str(writing.objects.textFor(js), origin)
  const names = Object.keys(js).filter(
    (name) => Object.getOwnPropertyDescriptor(js, name)?.get || js[name as never] !== undefined,
  )
  return map(
    names.map((name) => [name, property(js, name, writing, childAt(at, name))] as const),
    origin,
  )
}

/** The text of a config object is what its interpolation came to, or what an escaped one stands for: nothing to read again. */
function wasRead(text: string, from: ConfigNode | undefined): boolean {
  const value = from?.value
  return value?.kind === 'interpolation' || (value?.kind === 'str' && value.value === text)
}

/** A config object throws where a value is missing: there the value is missing again. */
function property(of: object, name: string, writing: ConfigWriting, from: ConfigNode | undefined): Value {
  try {
    return configValue((of as Record<string, unknown>)[name], writing, from)
  } catch (error) {
    if (!(error instanceof HydraconfError) || error.type !== 'MissingMandatoryValue') throw error
    return missing(from?.value.origin ?? error.origin ?? PROGRAM)
  }
}

function childAt(of: ConfigNode | undefined, key: Key): ConfigNode | undefined {
  return of === undefined ? undefined : childNode(of, key)
}

function keyOf(key: unknown): Key {
  if (typeof key === 'number') return Number.isSafeInteger(key) ? BigInt(key) : key
  return typeof key === 'bigint' || typeof key === 'boolean' ? key : String(key)
}
