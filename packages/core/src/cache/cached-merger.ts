import { IN_ORDER, type LayerMerger } from '../composition/layers.js'
import { MOST_CHOICES } from './defaults-cache.js'
import { mergeByKey } from './merge-by-key.js'
import { MergeCache } from './merge-cache.js'

/** Merges layers key by key, and only the maps that are not made of the same maps as the last time. */
export function cachedMerger(): LayerMerger {
  const builtin = new MergeCache()
  const plain = new MergeCache(MOST_CHOICES)
  // Where configs declare types they are merged with more care.
  const typed = new MergeCache(MOST_CHOICES)
  return {
    builtin: (values) => builtin.get(values) ?? builtin.set(values, IN_ORDER.builtin(values)),
    all: (values, areTyped, options) =>
      mergeByKey(values, areTyped ? typed : plain, areTyped) ?? IN_ORDER.all(values, areTyped, options),
  }
}
