import type { DialectName } from '../dialect/dialect.js'
import { following } from '../interpolation/dereference.js'
import { mergeAll } from '../merge/merge.js'
import { HydraconfError } from '../text/errors.js'
import { type ConfigNode, type Follow, rootOf } from '../value/config-node.js'
import { keyOf, map, mapOf } from '../value/constructors.js'
import { copyOfItems } from '../value/copy-of-items.js'
import { MAX_DEPTH } from '../value/depth-limit.js'
import type { Key, KeyId } from '../value/key.js'
import { isContainer, type MapValue, type Value } from '../value/value.js'
import type { MergeCache } from './merge-cache.js'

/**
 * Many configs merged as `mergeAll` does it, but key by key: first what each of them says of a key is gathered, then that
 * is merged. A map is then made of the maps that stood in its place and of nothing else, so what `cache` has of the same
 * maps need not be merged again: one config that changed costs no more than the places it reaches.
 *
 * Undefined where the configs have to be merged in their order: where a map meets an interpolation, which is resolved in
 * what was merged so far, or anything meets one that may stand for something declared (`areTyped`); where the roots are
 * typed, closed or read-only; and where something is refused.
 */
export function mergeByKey(
  configs: readonly Value[],
  cache: MergeCache,
  options: ByKeyOptions = {},
): MapValue | undefined {
  const isPlain = (config: Value): config is MapValue => config.kind === 'map' && config.shape === undefined
  if (!configs.every(isPlain)) return undefined
  try {
    return mergeMaps(configs, cache, options, 0)
  } catch (error) {
    if (error === IN_ORDER || error instanceof HydraconfError) return undefined
    throw error
  }
}

export interface ByKeyOptions {
  /** Whether any of the configs may declare types. */
  readonly areTyped?: boolean | undefined
  /** By whose rules what is declared is merged; `cache` is that of one dialect. */
  readonly dialect?: DialectName | undefined
}

const IN_ORDER = new Error('These configs have to be merged in their order.')

function mergeMaps(maps: readonly MapValue[], cache: MergeCache, options: ByKeyOptions, depth: number): MapValue {
  const known = cache.get(maps)
  if (known !== undefined) return known
  if (depth > MAX_DEPTH) throw IN_ORDER
  const { items, spelled, runs } = gathered(maps, options.areTyped === true)
  const below = new Map<KeyId, MergeCache>()
  for (const [id, run] of runs) {
    const cacheHere = cache.at(id)
    const isPlain = run.every(({ shape }) => shape === undefined)
    const atRoot = depth === 0 ? keyOf(maps.find(({ items: its }) => its.has(id))!, id) : undefined
    const merged = isPlain
      ? mergeMaps(run, cacheHere, options, depth + 1)
      : mergeInOrder(run, cacheHere, atRoot, options)
    items.set(id, merged)
    below.set(id, cacheHere)
  }
  return cache.set(maps, mapOf(items, spelled, maps[0]!.origin), below)
}

/**
 * Maps that declare something are merged one after the other, but still apart from all that stands elsewhere. `atRoot` is their key
 * where they stand at the root.
 */
function mergeInOrder(
  run: readonly MapValue[],
  cache: MergeCache,
  atRoot: Key | undefined,
  { dialect }: ByKeyOptions,
): MapValue {
  const known = cache.get(run)
  if (known !== undefined) return known
  const key = atRoot ?? HERE
  const wrapped = run.map((one) => map([[key, one]]))
  const follow = atRoot === undefined ? outOfSight : followBelow(atRoot, dialect)
  const merged = mergeAll(wrapped, { follow, dialect }) as MapValue
  return cache.set(run, [...merged.items.values()][0] as MapValue)
}

const HERE = 'here'

const outOfSight: Follow = () => {
  throw IN_ORDER
}

/** What an interpolation names below the same key of the root is in sight, as in `hydra: {sweep: {subdir: ${hydra.job.num}}}`. */
function followBelow(key: Key, dialect: DialectName | undefined): Follow {
  const follow = following({ dialect })
  return (from) => (staysBelow(from, key) ? follow(from) : outOfSight(from))
}

/** Whether an interpolation names a value below a key of the root that leads nowhere else, or one that is not there yet. */
function staysBelow(from: ConfigNode, key: Key): boolean {
  const [part, ...others] = from.value.kind === 'interpolation' ? from.value.template.parts : []
  if (
    others.length > 0 ||
    typeof part !== 'object' ||
    part.kind !== 'reference' ||
    part.dots > 0 ||
    part.path[0] !== key
  )
    return false
  let at: Value | undefined = rootOf(from).value
  for (const name of part.path) {
    if (at?.kind !== 'map') return at === undefined
    at = at.items.get(name)
  }
  return at === undefined || !(isContainer(at) || at.kind === 'interpolation')
}

interface Gathered {
  /** What stands at each key; for a key with a run, its first map. */
  readonly items: Map<KeyId, Value>
  readonly spelled: ReadonlyMap<KeyId, Key> | undefined
  /** The maps that are merged into one, where there are several. */
  readonly runs: ReadonlyMap<KeyId, MapValue[]>
}

/** What plain maps say of each key, in the order in which the keys come up. */
function gathered([first, ...others]: readonly MapValue[], areTyped: boolean): Gathered {
  const items = copyOfItems(first!.items)
  const runs = new Map<KeyId, MapValue[]>()
  let spelled = first!.spelled
  for (const map of others) {
    for (const [id, right] of map.items) {
      const left = items.get(id)
      if (left === undefined) {
        if (map.spelled?.has(id)) spelled = new Map(spelled).set(id, keyOf(map, id))
        items.set(id, right)
      } else if (left.kind === 'map' && right.kind === 'map') {
        const run = runs.get(id)
        if (run === undefined) runs.set(id, [left, right])
        else run.push(right)
      } else if (replaces(right, left, areTyped)) {
        // Maps that do not go together are refused, whatever takes their place in the end.
        if (left.kind === 'map' && runs.has(id)) throw IN_ORDER
        items.set(id, right)
      }
    }
  }
  return { items, spelled, runs }
}

/** Hydra's own node is declared in any case. The resolver, `${hydra:…}`, gives no place of it. */
const IN_HYDRA = /\bhydra\b(?!:)/

/** Whether the right stands in the left's place from now on; `???` gives way to what is there. */
function replaces(right: Value, left: Value, areTyped: boolean): boolean {
  // What is declared may convert what comes, or refuse it; a map and a list do not go together.
  if (isContainer(left) && (left.shape !== undefined || (isContainer(right) && left.kind !== right.kind)))
    throw IN_ORDER
  if (left.kind === 'list' && right.kind === 'list' && right.shape !== undefined) throw IN_ORDER
  const isMissing = right.kind === 'missing'
  // It may stand for a map or list, which is then what is merged onto; with text around it it is text.
  if (left.kind === 'interpolation' && left.template.parts.length === 1) {
    const isOntoTarget = isMissing || isContainer(right)
    const isDeclared = areTyped || IN_HYDRA.test(left.value)
    if (isOntoTarget || (isDeclared && right.kind !== 'interpolation')) throw IN_ORDER
  }
  return !isMissing
}
