import { keyRepeated } from '../messages/yaml.js'
import { isContainer, type MapValue, type Value } from '../value/value.js'
import type { Composer } from './composer.js'
import { asValue, type RawValue } from './raw-value.js'

/**
 * Refuses a key that a map overrides and PyYAML takes for one given twice.
 *
 * PyYAML builds the maps of a document level by level, and OmegaConf looks for repeated keys when a map is built. What
 * a `<<` brings is put into a map when the map is built, or before, when a map on a level further out merges it.
 * Then what was merged is already there and counts:
 *
 *     base: &base {x: 1}
 *     group: {derived: &derived {<<: *base, x: 2}}     # refused: x is there twice
 *     top: {<<: *derived}                              # because this is built first
 */
export function refuseLateRepeats(reader: Composer, root: RawValue): void {
  const { merges } = reader
  if (reader.purpose === 'plain' || merges === undefined) return
  if (![...merges.values()].some(({ hasRepeats }) => hasRepeats)) return
  if (reader.rules.refusesMergedRepeats) refuseRepeatsMetAgain(reader, asValue(root))
  else refuseRepeatsBuiltLate(reader, asValue(root))
}

function refuseRepeatsBuiltLate(reader: Composer, root: Value): void {
  const { merges } = reader
  const merged = new Set<Value>()
  const level: Value[] = [root]
  const seen = new Set<Value>(level)
  for (const value of level) {
    if (!isContainer(value)) continue
    if (value.kind === 'map') {
      if (merged.has(value) && merges?.get(value)?.hasRepeats) throw repeated(reader, value)
      takeIn(reader, value, merged)
    }
    for (const child of value.items.values()) {
      if (!isContainer(child) || seen.has(child)) continue
      seen.add(child)
      level.push(child)
    }
  }
}

/** OmegaConf 2.4 looks for repeated keys each time that it comes to a map: to build it, or to merge it somewhere. */
function refuseRepeatsMetAgain(reader: Composer, root: Value): void {
  const merges = reader.merges!
  const built = new Set<Value>([root])
  for (const value of built) {
    if (!isContainer(value)) continue
    for (const child of value.items.values()) if (isContainer(child)) built.add(child)
  }
  const met = new Set<Value>(built)
  for (const { sources } of merges.values()) {
    for (const source of sources) {
      if (met.has(source) && merges.get(source)?.hasRepeats) throw repeated(reader, source as MapValue)
      met.add(source)
    }
  }
}

/** Marks a map, and all that are merged into it, as having taken in what they merge. */
function takeIn(reader: Composer, map: MapValue, merged: Set<Value>): void {
  const pending: Value[] = [map]
  for (let value = pending.pop(); value !== undefined; value = pending.pop()) {
    if (merged.has(value)) continue
    merged.add(value)
    for (const source of reader.merges?.get(value)?.sources ?? []) pending.push(source)
  }
}

function repeated(reader: Composer, map: MapValue): Error {
  const sources = reader.merges?.get(map)?.sources ?? []
  const texts = sources.flatMap((source) => (source.kind === 'map' ? [...source.items.keys()] : []))
  const key = texts.find((text) => typeof text === 'string' && map.items.has(text))
  return reader.refuse(keyRepeated(String(key ?? '')), map.origin.start, map.origin.end)
}
