import { type MergeOptions, mergeAll } from '../merge/merge.js'
import { typeIn } from '../shape/declared-type.js'
import { mapOf, missing } from '../value/constructors.js'
import type { KeyId } from '../value/key.js'
import { isContainer, type MapValue, type Type, type Value } from '../value/value.js'
import type { Layer } from './composition.js'

/**
 * Layers of which some come again, merged in order.
 *
 * Hydra reads a config once, and where it merges it at the root its maps, lists and typed fields become those of the composed
 * config: what is merged on top of them, they have the next time, too.
 *
 *     defaults: [base, _self_, exp]      # base.yaml: m: {k: 1}    exp.yaml, in the package _global_: defaults: [/base]
 *     m: {k: 2}                          # and k stays 2
 *
 * A map or list is the config's for as long as nothing else stands in its place, a typed field always; once something else did,
 * and in a package, Hydra merges a copy of it.
 */
export function mergeRepeated(
  onto: MapValue,
  layers: readonly Layer[],
  again: ReadonlySet<string>,
  wrap: (body: Value, pkg: string) => Value,
  options: MergeOptions,
): MapValue {
  const kept = new Map<string, Kept>()
  let config = onto
  for (const layer of layers) {
    const { configPath, package: pkg } = layer.entry
    const known = kept.get(configPath)
    const value = known === undefined ? layer.value : wrap(pkg === '' ? ontoItself(known) : known.body, pkg)
    const before = config
    config = mergeAll([before, value], options) as MapValue
    for (const one of kept.values()) grow(one, config)
    const body = known?.body ?? value
    if (pkg === '' && body.kind === 'map' && again.has(configPath)) {
      kept.set(configPath, { body, parts: partsIn(body, before, config, known?.parts) })
    }
  }
  return config
}

/** The configs that are merged at the root and come again behind that. */
export function repeatedConfigs(layers: readonly Layer[]): Set<string> {
  const atRoot = new Set<string>()
  const again = new Set<string>()
  for (const { entry } of layers) {
    if (atRoot.has(entry.configPath)) again.add(entry.configPath)
    else if (entry.package === '') atRoot.add(entry.configPath)
  }
  return again
}

/** A config as it would come again, and where its parts are. */
interface Kept {
  body: MapValue
  parts: Parts
}

/**
 * Where a map, list or typed field of a config is: part of the composed config (`shared`), or once part of it and replaced there
 * (`replaced`): from then on the composed config gets copies. One that was never taken over as a whole has parts by key.
 */
type Part = 'shared' | 'replaced' | Parts

type Parts = ReadonlyMap<KeyId, Part>

/**
 * What of a body stands in the config as it is: merging keeps the winner's object. Not so a list over a list, which in
 * Hydra only gives its items.
 */
function partsIn(body: MapValue, before: Value | undefined, config: MapValue, known: Parts | undefined): Parts {
  const parts = new Map<KeyId, Part>()
  for (const [id, value] of body.items) {
    const isDeclared = isDeclaredIn(body, id)
    if (!isContainer(value) && !isDeclared) continue
    const there = config.items.get(id)
    const was = before?.kind === 'map' ? before.items.get(id) : undefined
    const had = known?.get(id)
    const isGiven = was?.kind === 'list' || (before !== undefined && isDeclaredIn(before, id))
    const isOwn = there === value && (value.kind === 'map' || !isGiven)
    if (typeof had === 'string') parts.set(id, had)
    else if (isOwn) parts.set(id, 'shared')
    else if (there?.kind === 'map' && value.kind === 'map') {
      const inner = partsIn(value, was, there, had)
      if (inner.size > 0) parts.set(id, inner)
    }
  }
  return parts
}

function grow(kept: Kept, config: MapValue): void {
  const { body, parts } = grown(kept.body, kept.parts, config)
  kept.body = body
  kept.parts = parts
}

/**
 * What a config brings where its parts meet themselves: nothing new, but OmegaConf puts what a reference of a declared list or
 * dict stands for in its place before it merges.
 */
function ontoItself({ body, parts }: Kept): MapValue {
  const items = new Map(body.items)
  for (const [id, part] of parts) {
    const value = body.items.get(id)!
    const type = body.shape && typeIn(body.shape, id)
    if (part === 'shared') items.set(id, withoutReferences(value, type))
    else if (part !== 'replaced' && value.kind === 'map') items.set(id, ontoItself({ body: value, parts: part }))
  }
  return mapOf(items, body.spelled, body.origin, body.shape)
}

function withoutReferences(value: Value, type: Type | undefined): Value {
  if (value.kind === 'interpolation' && (type?.kind === 'list' || type?.kind === 'dict')) return missing(value.origin)
  if (value.kind !== 'map' || value.shape === undefined) return value
  const { shape } = value
  const items = new Map([...value.items].map(([id, item]) => [id, withoutReferences(item, typeIn(shape, id))] as const))
  return mapOf(items, value.spelled, value.origin, shape)
}

/** What is declared of a place stays the same object, whatever is put there. */
function isDeclaredIn(of: Value, id: KeyId): boolean {
  return of.kind === 'map' && of.shape !== undefined && typeIn(of.shape, id) !== undefined
}

/** The config with what was merged over its shared parts. `there` is what stands in its place: a map, or something else. */
function grown(body: MapValue, parts: Parts, there: Value | undefined): Kept {
  const items = new Map(body.items)
  const left = new Map<KeyId, Part>()
  for (const [id, part] of parts) {
    const value = body.items.get(id)
    const now = there?.kind === 'map' ? there.items.get(id) : undefined
    if (part === 'replaced') left.set(id, part)
    else if (part === 'shared') {
      const isShared = now !== undefined && (now.kind === value?.kind || isDeclaredIn(there!, id))
      if (isShared) items.set(id, now)
      left.set(id, isShared ? part : 'replaced')
    } else if (value?.kind === 'map') {
      const inner = grown(value, part, now)
      items.set(id, inner.body)
      left.set(id, inner.parts)
    }
  }
  return { body: mapOf(items, body.spelled, body.origin, body.shape), parts: left }
}
