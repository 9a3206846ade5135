import {
  bytes,
  type ConfigNode,
  childNode,
  configOriginOf,
  fromKey,
  fromScalar,
  HydraconfError,
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
  const scalar = fromScalar(js, origin)
  if (scalar !== undefined) return scalar
  if (typeof js === 'string') return writing.readsTexts && !wasRead(js, from) ? textValue(js, origin) : str(js, origin)
  return typeof js === 'object' ? containerValue(js!, writing, from) : str(writing.objects.textFor(js), origin)
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
      [...js].map(([key, value]) => [fromKey(key) ?? String(key), configValue(value, writing)] as const),
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
