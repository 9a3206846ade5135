import type { KeyId } from '../value/key.js'
import { type Element, elementKeyId, type OverrideValue } from './override.js'

/** Entries of a map as Python's dict would keep them: the first spelling of a key, the last of its values. */
export class MapEntries {
  readonly list: (readonly [Element, OverrideValue])[] = []
  private readonly places = new Map<KeyId | null, number>()

  set(key: Element, value: OverrideValue): void {
    const id = elementKeyId(key)
    // Python tells two NaNs apart, a Map does not.
    const place = Number.isNaN(id) ? undefined : this.places.get(id)
    if (place === undefined) {
      this.places.set(id, this.list.length)
      this.list.push([key, value])
    } else {
      this.list[place] = [this.list[place]![0], value]
    }
  }
}
