import { copyOfItems } from './copy-of-items.js'
import type { KeyId } from './key.js'
import type { Value } from './value.js'

type Items = ReadonlyMap<KeyId, Value>

/**
 * The maps that one run of changes has made itself, and so may change in place: whatever else it meets belongs to
 * someone. Without it each change copies the maps on its way, and many changes of one map take the square of its size.
 */
export class OwnedMaps {
  private maps = new WeakSet<object>()

  has(items: Items): boolean {
    return this.maps.has(items)
  }

  add(items: Items): void {
    this.maps.add(items)
  }

  /** A map that may be changed: the one that is given, if it is ours, or a copy of it, which is ours from now on. */
  toChange(items: Items): Map<KeyId, Value> {
    if (this.maps.has(items)) return items as Map<KeyId, Value>
    const copy = copyOfItems(items)
    this.maps.add(copy)
    return copy
  }

  /** Something of ours is now shared in two places: from here on everything is copied before it is changed. */
  letGo(): void {
    this.maps = new WeakSet()
  }
}
