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
  MAX_DEPTH,
  map,
  missing,
  nullValue,
  type Origin,
  raise,
  rootNode,
  str,
  textValue,
  type Value,
} from '@hydraconf/core'
import { isPlainObject } from './arguments.js'
import { configTooDeep } from './messages.js'
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
export function configValue(js: unknown, writing: ConfigWriting): Value {
  return configValueAt(js, writing, { from: undefined, depth: 0, isTarget: false })
}

/** Where a value stands. */
interface Spot {
  /** The node that it came out of, where it came out of a config. */
  readonly from: ConfigNode | undefined
  readonly depth: number
  /** Whether it is what the program has written as `_target_`. */
  readonly isTarget: boolean
}

function configValueAt(js: unknown, writing: ConfigWriting, spot: Spot): Value {
  const { from } = spot
  const origin = from?.value.origin ?? PROGRAM
  const scalar = fromScalar(js, origin)
  if (scalar !== undefined) return scalar
  if (typeof js === 'string') return writing.readsTexts && !wasRead(js, from) ? textValue(js, origin) : str(js, origin)
  return typeof js === 'object' ? containerValue(js!, writing, spot) : str(textFor(js, writing, spot), origin)
}

function textFor(js: unknown, { objects }: ConfigWriting, { isTarget }: Spot): string {
  return isTarget ? objects.textForTarget(js) : objects.textFor(js)
}

/** One that holds itself is as deep as one likes. */
function containerValue(js: object, writing: ConfigWriting, spot: Spot): Value {
  const { from, depth } = spot
  if (depth > MAX_DEPTH) throw raise(configTooDeep(MAX_DEPTH), from?.value.origin)
  const below = (child: ConfigNode | undefined, isTarget = false): Spot => ({ from: child, depth: depth + 1, isTarget })
  const node = configOriginOf(js)
  const at = node?.value === undefined ? from : rootNode(node.value)
  const origin = node?.origin ?? from?.value.origin ?? PROGRAM
  if (js instanceof Uint8Array) return bytes(js, origin)
  if (Array.isArray(js)) {
    const items = js.map((_, index) => property(js, String(index), writing, below(childAt(at, BigInt(index)))))
    return list(items, origin)
  }
  if (js instanceof Map && writing.readsMaps) {
    return map(
      [...js].map(
        ([key, value]) =>
          [fromKey(key) ?? String(key), configValueAt(value, writing, below(undefined, key === '_target_'))] as const,
      ),
      origin,
    )
  }
  if (!isPlainObject(js)) return str(textFor(js, writing, spot), origin)
  const names = Object.keys(js).filter(
    (name) => Object.getOwnPropertyDescriptor(js, name)?.get || js[name as never] !== undefined,
  )
  return map(
    names.map((name) => [name, property(js, name, writing, below(childAt(at, name), name === '_target_'))] as const),
    origin,
  )
}

/** The text of a config object is what its interpolation came to, or what an escaped one stands for: nothing to read again. */
function wasRead(text: string, from: ConfigNode | undefined): boolean {
  const value = from?.value
  return value?.kind === 'interpolation' || (value?.kind === 'str' && value.value === text)
}

/** A config object throws where a value is missing: there the value is missing again. */
function property(of: object, name: string, writing: ConfigWriting, spot: Spot): Value {
  try {
    return configValueAt((of as Record<string, unknown>)[name], writing, spot)
  } catch (error) {
    if (!(error instanceof HydraconfError) || error.type !== 'MissingMandatoryValue') throw error
    return missing(spot.from?.value.origin ?? error.origin ?? PROGRAM)
  }
}

function childAt(of: ConfigNode | undefined, key: Key): ConfigNode | undefined {
  return of === undefined ? undefined : childNode(of, key)
}
