import { IN_ORDER, type LayerMerger } from '../composition/layers.js'
import type { DialectName } from '../dialect/dialect.js'
import { MOST_CHOICES } from './defaults-cache.js'
import { mergeByKey } from './merge-by-key.js'
import { MergeCache } from './merge-cache.js'

/** Merges layers key by key, and only the maps that are not made of the same maps as the last time. */
export function cachedMerger(): LayerMerger {
  const builtin = new MergeCache()
  // Where configs declare types they are merged with more care; what is declared, by the rules of a dialect.
  const caches = new Map<string, MergeCache>()
  const cacheFor = (areTyped: boolean, dialect: DialectName): MergeCache => {
    const key = `${dialect} ${areTyped}`
    const cache = caches.get(key) ?? new MergeCache(MOST_CHOICES)
    caches.set(key, cache)
    return cache
  }
  return {
    builtin: (values) => builtin.get(values) ?? builtin.set(values, IN_ORDER.builtin(values)),
    all(values, areTyped, options) {
      const { dialect = '1.3' } = options
      const merged = mergeByKey(values, cacheFor(areTyped, dialect), { areTyped, dialect })
      return merged ?? IN_ORDER.all(values, areTyped, options)
    },
  }
}
