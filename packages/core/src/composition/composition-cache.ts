import { DefaultsCache } from '../defaults/defaults-cache.js'
import type { SearchPath } from '../library/config-source.js'
import { WeakCache } from '../library/weak-cache.js'
import { MergeCache } from '../merge/merge-by-key.js'

/**
 * What a composition leaves for the next one of the same app: which configs its defaults list came to, and its merged
 * maps. It shows in nothing but the time taken, as every use asks first whether all that it was made of is still the same.
 */
export interface CompositionCache {
  readonly walks: DefaultsCache
  readonly merged: MergeCache
  /** The same where configs declare types, and are merged with more care. */
  readonly typed: MergeCache
  /** Hydra's own configs, which are merged first. */
  readonly builtin: MergeCache
}

/** The memory of an app, told by its search path, for one of its primary configs. */
export function compositionCacheFor(searchPath: SearchPath, configName: string | undefined): CompositionCache {
  const memories = kept.get(searchPath) ?? new Map<string | undefined, CompositionCache>()
  const known = memories.get(configName)
  if (known !== undefined) return known
  if (memories.size >= MOST_KEPT) memories.clear()
  const made = {
    walks: new DefaultsCache(),
    merged: new MergeCache(),
    typed: new MergeCache(),
    builtin: new MergeCache(),
  }
  memories.set(configName, made)
  kept.set(searchPath, memories)
  return made
}

const kept = new WeakCache<SearchPath, Map<string | undefined, CompositionCache>>()

/** An app has few primary configs. */
const MOST_KEPT = 16
