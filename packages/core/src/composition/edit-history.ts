import { dialectOf } from '../dialect/dialects.js'
import type { Override } from '../grammar/override.js'
import { type ConfigNode, childNode, rootNode } from '../value/config-node.js'
import type { Key } from '../value/key.js'
import { OwnedMaps } from '../value/owned-maps.js'
import { keyText, splitKey } from '../value/path.js'
import { keyNamed } from '../value/typed-key.js'
import { isContainer, type MapValue, type Value } from '../value/value.js'
import { applyOverride, closed, type EditOptions } from './apply-overrides.js'

/** An override that changed a key, and what the key was from there on; undefined: gone. */
export interface Change {
  readonly override: Override
  readonly made: Value | undefined
}

/**
 * What the edits of a command line made of a key, one after the other. No config in between is kept, so that thousands of
 * edits take no more room than the config: for a key that is asked for they are applied once more.
 */
export class EditHistory {
  private reaches: readonly (readonly string[])[] | undefined

  constructor(
    private readonly start: MapValue,
    private readonly edits: readonly Override[],
    private readonly options: Pick<EditOptions, 'follow' | 'dialect'>,
  ) {}

  changesAt(path: readonly Key[]): readonly Change[] {
    this.reaches ??= this.reachesOfEdits()
    const names = path.map(keyText)
    const mayChange = this.reaches.map((reach) => isRelated(reach, names))
    const changes: Change[] = []
    const owned = new OwnedMaps()
    let config = this.start
    let before = valueAt(config, path)
    for (const [at, override] of this.edits.slice(0, mayChange.lastIndexOf(true) + 1).entries()) {
      // A map that is shown as it was has to stay so.
      if (mayChange[at] && before !== undefined && isContainer(before)) owned.letGo()
      config = closed(applyOverride(config, override, { ...this.options, owned }))
      if (!mayChange[at]) continue
      const made = valueAt(config, path)
      if (made !== before) changes.push({ override, made })
      before = made
    }
    return changes
  }

  private reachesOfEdits(): readonly (readonly string[])[] {
    const rules = dialectOf(this.options.dialect).keys
    const owned = new OwnedMaps()
    let config = this.start
    return this.edits.map((override) => {
      const reach = reachOf(config, splitKey(override.key.name, rules))
      config = closed(applyOverride(config, override, { ...this.options, owned }))
      return reach
    })
  }
}

/** What hangs at a path of keys, as it is written there. */
export function valueAt(root: Value, path: readonly Key[]): Value | undefined {
  let at: ConfigNode | undefined = rootNode(root)
  for (const key of path) at = at === undefined ? undefined : childNode(at, key)
  return at?.value
}

/**
 * The key at and below which an edit can change something: its own, or the first on the way to it that is no map, which a
 * map replaces. Behind an interpolation that can be anywhere, so all of the config.
 */
function reachOf(config: MapValue, parts: readonly string[]): readonly string[] {
  let at: Value | undefined = config
  for (const [index, part] of parts.entries()) {
    if (at?.kind === 'interpolation') return []
    if (at?.kind !== 'map') return parts.slice(0, index)
    const typed: Key | undefined = keyNamed(at, part, { findsInts: true })
    at = typed === undefined ? undefined : valueAt(at, [typed])
  }
  return parts
}

/** Whether one of the keys is the other, or above it. */
function isRelated(one: readonly string[], other: readonly string[]): boolean {
  const shorter = Math.min(one.length, other.length)
  return one.slice(0, shorter).every((part, at) => part === other[at])
}
