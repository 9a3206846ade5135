import type { Key } from '../value/key.js'
import { keyOf } from '../value/make.js'
import { keyText } from '../value/path.js'
import { childSpot, rootSpot, type Spot } from '../value/spot.js'
import type { MapValue } from '../value/value.js'

/** How far a path leads. */
export interface Location {
  readonly spot: Spot
  /** What of the path is not there. */
  readonly rest: readonly string[]
}

/** How far a path leads in a config, without going through interpolations. */
export function locate(config: MapValue, path: readonly Key[]): Location {
  return locateFrom(rootSpot(config), path)
}

/** As `locate`, from any place in a config. */
export function locateFrom(from: Spot, path: readonly Key[]): Location {
  let spot = from
  for (const [index, key] of path.entries()) {
    const child = childNamed(spot, key)
    if (child === undefined) return { spot, rest: path.slice(index).map(keyText) }
    spot = child
  }
  return { spot, rest: [] }
}

/** A part of a key names an index of a list, and any key of a map that is written so. */
function childNamed(spot: Spot, key: Key): Spot | undefined {
  const { value } = spot
  const exact = childSpot(spot, value.kind === 'list' && typeof key === 'string' ? indexOf(key) : key)
  if (exact !== undefined || value.kind !== 'map') return exact
  for (const id of value.items.keys()) {
    const other = keyOf(value, id)
    if (keyText(other) === keyText(key)) return childSpot(spot, other)
  }
  return undefined
}

function indexOf(text: string): Key {
  return /^\d+$/.test(text) ? BigInt(text) : text
}
