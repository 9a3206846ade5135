import type { LayerMerger } from '../composition/layers.js'
import type { SearchPath } from '../library/config-source.js'
import { WeakCache } from '../value/weak-cache.js'
import { cachedMerger } from './cached-merger.js'
import { DefaultsCache } from './defaults-cache.js'
import { ResolvedCache } from './resolved-cache.js'

/** What a composition leaves for the next one of the same app. README.md beside this file says what, and for how long. */
export interface CompositionCache {
  /** Which configs the defaults lists came to, by what was overridden. */
  readonly defaults: DefaultsCache
  readonly merger: LayerMerger
  readonly resolved: ResolvedCache
}

/** The cache of an app, told by its search path, for one of its primary configs. */
export function compositionCacheFor(searchPath: SearchPath, configName: string | undefined): CompositionCache {
  const byName = caches.get(searchPath) ?? new Map<string | undefined, CompositionCache>()
  const known = byName.get(configName)
  if (known !== undefined) return known
  if (byName.size >= MOST_PRIMARIES) byName.clear()
  const made = {
    defaults: new DefaultsCache(),
    merger: cachedMerger(),
    resolved: new ResolvedCache(),
  }
  byName.set(configName, made)
  caches.set(searchPath, byName)
  return made
}

const caches = new WeakCache<SearchPath, Map<string | undefined, CompositionCache>>()

/** An app has few primary configs. */
const MOST_PRIMARIES = 16
