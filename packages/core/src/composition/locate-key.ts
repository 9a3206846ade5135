import { type ConfigNode, childNode, rootNode } from '../value/config-node.js'
import { keyOf } from '../value/constructors.js'
import type { Key } from '../value/key.js'
import { keyText } from '../value/path.js'
import type { MapValue } from '../value/value.js'

/** How far a path leads. */
export interface Location {
  readonly node: ConfigNode
  /** What of the path is not there. */
  readonly rest: readonly string[]
}

/** How far a path leads in a config, without going through interpolations. */
export function locateKey(config: MapValue, path: readonly Key[]): Location {
  return locateKeyFrom(rootNode(config), path)
}

/** As `locate`, from any place in a config. */
export function locateKeyFrom(from: ConfigNode, path: readonly Key[]): Location {
  let node = from
  for (const [index, key] of path.entries()) {
    const child = childNamed(node, key)
    if (child === undefined) return { node, rest: path.slice(index).map(keyText) }
    node = child
  }
  return { node, rest: [] }
}

/** A part of a key names an index of a list, and any key of a map that is written so. */
function childNamed(node: ConfigNode, key: Key): ConfigNode | undefined {
  const { value } = node
  const exact = childNode(node, value.kind === 'list' && typeof key === 'string' ? indexOf(key) : key)
  if (exact !== undefined || value.kind !== 'map') return exact
  for (const id of value.items.keys()) {
    const other = keyOf(value, id)
    if (keyText(other) === keyText(key)) return childNode(node, other)
  }
  return undefined
}

function indexOf(text: string): Key {
  return /^\d+$/.test(text) ? BigInt(text) : text
}
