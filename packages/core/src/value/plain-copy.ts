import { jsonReady } from './bigint-json.js'
import { type ConfigNode, rootNode } from './config-node.js'
import { asConfig } from './config-objects.js'
import { keyOf } from './constructors.js'
import { MAX_DEPTH } from './depth-limit.js'
import type { Key } from './key.js'
import { keyText } from './path.js'
import { type Js, scalarJs, toJs } from './to-js.js'
import { type Container, isContainer, type MapValue, type Value } from './value.js'
import { WeakCache } from './weak-cache.js'

/**
 * As `toJs(config, { asConfig: true })`, for configs of which most has been asked for before: what a list or map becomes is
 * worked out once, and kept beside it. The objects are made anew each time, and are the caller's to change.
 *
 * @throws what `toJs` throws
 */
export function plainCopy(config: Container): Js {
  const pattern = patternOf(config, 0)
  return pattern === undefined ? toJs(config, { asConfig: true }) : (copyOf(pattern, rootNode(config)) as Js)
}

/** What the plain JavaScript of a list or map is copied from; nobody else sees the object in it. */
interface Pattern {
  readonly object: Readonly<Record<string, unknown>> | readonly unknown[]
  /** The lists and maps in it: in the object stands null for them. */
  readonly inner: readonly Inner[]
  readonly holdsBigints: boolean
  /** How many lists and maps are in each other, this one among them. */
  readonly height: number
}

interface Inner {
  readonly value: Container
  readonly key: Key
  readonly name: string | number
  readonly pattern: Pattern
}

const patterns = new WeakCache<Container, Pattern>()

/** Undefined where something is unusual or refused: `toJs` takes its time for these. */
function patternOf(value: Container, depth: number): Pattern | undefined {
  const known = patterns.get(value)
  if (known !== undefined) return known.height + depth > MAX_DEPTH ? undefined : known
  if (depth >= MAX_DEPTH) return undefined
  const made = value.kind === 'list' ? patternOfList(value.items, depth) : patternOfMap(value, depth)
  if (made !== undefined) patterns.set(value, made)
  return made
}

function patternOfList(items: readonly Value[], depth: number): Pattern | undefined {
  const object: unknown[] = []
  const inner: Inner[] = []
  for (const [index, item] of items.entries()) {
    // Bytes are an object of each copy's own.
    if (item.kind === 'bytes') return undefined
    if (!isContainer(item)) object.push(scalarJs(item))
    else {
      const pattern = patternOf(item, depth + 1)
      if (pattern === undefined) return undefined
      inner.push({ value: item, key: BigInt(index), name: index, pattern })
      object.push(null)
    }
  }
  return patternWith(object, object, inner)
}

function patternOfMap(of: MapValue, depth: number): Pattern | undefined {
  const object: Record<string, unknown> = {}
  const inner: Inner[] = []
  for (const [id, item] of of.items) {
    const key = keyOf(of, id)
    const name = keyText(key)
    // Keys that would be one are refused, and to set this one is to set the prototype.
    if (Object.hasOwn(object, name) || name === '__proto__' || item.kind === 'bytes') return undefined
    if (!isContainer(item)) object[name] = scalarJs(item)
    else {
      const pattern = patternOf(item, depth + 1)
      if (pattern === undefined) return undefined
      inner.push({ value: item, key, name, pattern })
      object[name] = null
    }
  }
  return patternWith({ ...object }, Object.values(object), inner)
}

function patternWith(object: Pattern['object'], values: readonly unknown[], inner: readonly Inner[]): Pattern {
  const height = 1 + inner.reduce((highest, { pattern }) => Math.max(highest, pattern.height), 0)
  return { object, inner, holdsBigints: values.some((value) => typeof value === 'bigint'), height }
}

function copyOf({ object, inner, holdsBigints }: Pattern, node: ConfigNode): object {
  const copy = (Array.isArray(object) ? object.slice() : { ...object }) as Record<string | number, unknown>
  for (const { value, key, name, pattern } of inner) copy[name] = copyOf(pattern, { value, key, parent: node })
  asConfig(copy, node)
  return holdsBigints ? jsonReady(copy) : copy
}
