import type { KeyId } from '../value/key.js'
import type { MapValue } from '../value/value.js'
import { RecentEntries } from './recent-entries.js'
import { type Entry, sameInputs } from './same-inputs.js'

/** A map as it was merged of late, of which maps, and those in it that were merged themselves. */
export class MergeCache {
  private readonly recent: RecentEntries<Entry<MapValue, MapValue>>
  private below: ReadonlyMap<KeyId, MergeCache> = NONE_BELOW

  /** Of so many merges; at the root that is one of each set of choices. */
  constructor(most?: number) {
    this.recent = new RecentEntries(most)
  }

  /** What these very maps came to, if they are among the last that were merged here. */
  get(maps: readonly MapValue[]): MapValue | undefined {
    return this.recent.find(({ inputs }) => sameInputs(inputs, maps))?.made
  }

  /** The same for the maps that stand at a key. */
  at(id: KeyId): MergeCache {
    return this.below.get(id) ?? new MergeCache()
  }

  set(maps: readonly MapValue[], merged: MapValue, below = NONE_BELOW): MapValue {
    this.recent.add({ inputs: maps, made: merged })
    this.below = below
    return merged
  }
}

const NONE_BELOW: ReadonlyMap<KeyId, MergeCache> = new Map()
