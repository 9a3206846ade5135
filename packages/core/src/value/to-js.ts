import { collidingKeys, tooDeep } from '../messages/container-access.js'
import { raise } from '../text/errors.js'
import { jsonReady } from './bigint-json.js'
import { childNodes } from './child-nodes.js'
import { type ConfigNode, rootNode, withValue } from './config-node.js'
import { asConfig } from './config-objects.js'
import { MAX_DEPTH } from './depth-limit.js'
import type { Key } from './key.js'
import { fullKey, keyText } from './path.js'
import { type DataOptions, toData } from './to-data.js'
import type { Scalar, Value } from './value.js'

/**
 * A config as plain JavaScript. An int is a `number` where that is exact and a `bigint` beyond, which `JSON.stringify` writes
 * as a text; bytes are a `Uint8Array`.
 */
export type Js = null | boolean | number | bigint | string | Uint8Array | Js[] | { [key: string]: Js } | Map<JsKey, Js>
/** A key of a map in plain JavaScript. */
export type JsKey = string | number | bigint | boolean | Uint8Array

/** How a config is turned into plain JavaScript. */
export interface ToJsOptions extends DataOptions {
  /**
   * What maps become. Plain objects (the default) have only string keys: `1`, `true` and `1.5` are spelled as
   * Python does, `1`, `True`, `1.5`. A `Map` keeps the type of every key.
   */
  readonly maps?: 'object' | 'map' | undefined
  /** Whether the objects are known as configs: `configOriginOf` then tells where each of them was written. */
  readonly asConfig?: boolean | undefined
}

/**
 * Plain JavaScript for a config, as `OmegaConf.to_container`. `__proto__` is a key like any other. Enum members become
 * their names, paths strings; what is missing, and an interpolation that nobody resolves, the text it is written as.
 *
 * @throws MissingMandatoryValue when asked to, ConfigKeyError where two keys of a map would be one key of an object
 */
export function toJs(config: Value | ConfigNode, options: ToJsOptions = {}): Js {
  const at = 'parent' in config ? config : rootNode(config)
  return jsOf(withValue(at, toData(at, options)), options, 0)
}

function jsOf(at: ConfigNode, options: ToJsOptions, depth: number): Js {
  const { value } = at
  switch (value.kind) {
    case 'list': {
      let isExact = true
      const array = children(at, depth).map((child) => {
        const item = jsOf(child, options, depth + 1)
        if (typeof item === 'bigint') isExact = false
        return item
      })
      if (options.asConfig) asConfig(array, at)
      return isExact ? array : jsonReady(array)
    }
    case 'map':
      return options.maps === 'map' ? jsMap(at, options, depth) : jsObject(at, options, depth)
    default:
      return scalarJs(value)
  }
}

/** A value that holds no others as plain JavaScript. */
export function scalarJs(value: Scalar): Js {
  // The config keeps its own.
  if (value.kind === 'bytes') return value.value.slice()
  if (value.kind !== 'int') return value.value
  const number = Number(value.value)
  return Number.isSafeInteger(number) ? number : value.value
}

function jsObject(at: ConfigNode, options: ToJsOptions, depth: number): Js {
  const object: { [key: string]: Js } = {}
  let isExact = true
  for (const child of children(at, depth)) {
    const name = keyText(child.key!)
    if (Object.hasOwn(object, name)) throw raise(collidingKeys(fullKey(at), name), child.value.origin)
    const value = jsOf(child, options, depth + 1)
    if (typeof value === 'bigint') isExact = false
    if (name !== '__proto__') object[name] = value
    else Object.defineProperty(object, name, { value, writable: true, enumerable: true, configurable: true })
  }
  if (options.asConfig) asConfig(object, at)
  return isExact ? object : jsonReady(object)
}

function jsMap(at: ConfigNode, options: ToJsOptions, depth: number): Js {
  return new Map(children(at, depth).map((child) => [jsKey(child.key!), jsOf(child, options, depth + 1)]))
}

function jsKey(key: Key): JsKey {
  if (typeof key === 'bigint') return Number.isSafeInteger(Number(key)) ? Number(key) : key
  if (typeof key !== 'object') return key
  return key.kind === 'bytes' ? key.value : keyText(key)
}

function children(at: ConfigNode, depth: number): ConfigNode[] {
  if (depth > MAX_DEPTH) throw raise(tooDeep(MAX_DEPTH), at.value.origin)
  return childNodes(at)
}
