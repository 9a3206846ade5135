import { entriesOf, type MapValue, type Template, textOfKey, type Value } from '@hydraconf/core'

/** What may stand in a place of a config, gathered from all that was seen there. */
export interface Shape {
  /** TypeScript's names of what holds no others: `string`, `null`; `unknown` for what cannot be known. */
  readonly scalars: Set<string>
  /** Absolute paths of what interpolations in this place read. */
  readonly reads: Map<string, readonly string[]>
  /** The keys of the maps seen there; undefined: none was a map. */
  keys: Map<string, SeenKey> | undefined
  /** How many maps were seen there. */
  maps: number
  /** What the lists seen there hold. */
  items: Shape | undefined
}

export interface SeenKey {
  readonly shape: Shape
  /** How many of the maps have it. */
  count: number
  /** In how many compositions each entry of a defaults list brings it, whatever option that chooses. */
  readonly entries: Map<string, number>
}

/** Which config is seen: the entry of a defaults list that brings it, and what was counted in its composition. */
export interface SeenIn {
  /** Undefined for what was composed of all. */
  readonly entry: string | undefined
  /** Entries, with the paths of keys, that were counted in this composition already. */
  readonly counted: Set<string>
}

export function emptyShape(): Shape {
  return { scalars: new Set(), reads: new Map(), keys: undefined, maps: 0, items: undefined }
}

/** Adds a value that is seen in a place, a path from the root of the config. */
export function see(shape: Shape, value: Value, path: readonly string[], from: SeenIn): void {
  switch (value.kind) {
    case 'map':
      seeMap(shape, value, path, from)
      return
    case 'list':
      shape.items ??= emptyShape()
      // What is relative in a list is counted from its items.
      for (const item of value.items) see(shape.items, item, [...path, ITEM], from)
      return
    case 'interpolation':
      seeInterpolation(shape, value.template, path)
      return
    case 'int':
      shape.scalars.add(Number.isSafeInteger(Number(value.value)) ? 'number' : 'bigint')
      return
    case 'missing':
      // Nobody reads it before something else stands there.
      return
    default:
      shape.scalars.add(SCALARS[value.kind])
  }
}

const SCALARS = {
  null: 'null',
  bool: 'boolean',
  float: 'number',
  str: 'string',
  path: 'string',
  enum: 'string',
  bytes: 'Uint8Array',
} as const

const ITEM = '[]'

function seeMap(shape: Shape, value: MapValue, path: readonly string[], from: SeenIn): void {
  shape.maps++
  shape.keys ??= new Map()
  for (const [key, child] of entriesOf(value)) {
    const name = textOfKey(key)
    if (path.length === 0 && name === 'hydra') continue
    const seen = shape.keys.get(name) ?? { shape: emptyShape(), count: 0, entries: new Map<string, number>() }
    shape.keys.set(name, seen)
    seen.count++
    const at = [...path, name]
    countEntry(seen, at, from)
    see(seen.shape, child, at, from)
  }
}

function countEntry(seen: SeenKey, path: readonly string[], { entry, counted }: SeenIn): void {
  if (entry === undefined) return
  const once = JSON.stringify([entry, path])
  if (counted.has(once)) return
  counted.add(once)
  seen.entries.set(entry, (seen.entries.get(entry) ?? 0) + 1)
}

/** A text around it makes it a text. Of one that stands alone the target is looked up later, when all is seen. */
function seeInterpolation({ scalars, reads }: Shape, { parts }: Template, path: readonly string[]): void {
  const [part] = parts
  if (parts.length !== 1 || typeof part !== 'object') {
    scalars.add('string')
    return
  }
  if (part.kind === 'call' && part.name.join('.') === 'oc.env') {
    scalars.add('string').add('null')
    return
  }
  const isInList = path.includes(ITEM)
  if (part.kind !== 'reference' || (part.dots > 0 && (isInList || part.dots > path.length))) {
    scalars.add('unknown')
    return
  }
  const target = [...(part.dots === 0 ? [] : path.slice(0, -part.dots)), ...part.path]
  reads.set(target.join('\n'), target)
}
