import { keyRepeated, mergeNeedsMap } from '../messages/yaml.js'
import type { HydraconfError } from '../text/errors.js'
import { isOwnId, type Key, type KeyId } from '../value/key.js'
import { mapOf } from '../value/make.js'
import type { MapValue, Value } from '../value/value.js'
import { type ReadKey, readKeyId } from './keys.js'
import type { RawValue } from './raw.js'
import type { Reading } from './reading.js'

/**
 * The entries of one map as they are read. Three rules meet here:
 *
 * - **Duplicates.** A text key may be given once. Other keys may repeat, and the last value wins (`1: a`, `1: b`);
 *   keys that Python calls equal are one (`1`, `1.0`, `true`), in the place and spelling of the first.
 * - **Merge keys.** What `<<` brings comes before the map's own keys, wherever it is written, and own keys win.
 *   Of a list of maps the first wins; of several `<<` the last.
 * - **`=`** is the text "=", and the value of the map where a tag makes it a scalar.
 */
export class Mapping {
  private items = new Map<KeyId, Value>()
  private spelled: Map<KeyId, Key> | undefined
  private merged: MapValue[] | undefined
  /** The text of the scalar at the key `=`. */
  defaultText: string | undefined
  /** Set where a text key was given twice. A map that is only merged into another may do so. */
  duplicate: HydraconfError | undefined

  constructor(private readonly reading: Reading) {}

  add(key: ReadKey, start: number, end: number, value: Value): void {
    if (typeof key === 'string') {
      const before = this.items.size
      this.items.set(key, value)
      if (this.items.size === before) this.repeat(key, start, end)
    } else if (typeof key !== 'object') {
      this.set(key, value)
    } else if (key.kind === 'merge') {
      this.merge(value)
    } else if (key.kind === 'default') {
      this.items.set(key.text, value)
      this.defaultText = textOf(value)
    } else {
      this.set(key, value)
    }
  }

  value(start: number, end: number): MapValue {
    const origin = this.reading.origin(start, end)
    if (this.merged === undefined) return mapOf(this.items, this.spelled, origin)
    const { items, spelled } = this
    this.items = new Map()
    this.spelled = undefined
    for (const source of this.merged) this.setAll(source.items, source.spelled)
    this.setAll(items, spelled)
    return mapOf(this.items, this.spelled, origin)
  }

  private set(key: Key, value: Value): void {
    const id = readKeyId(key)
    if (!isOwnId(key) && !this.items.has(id)) {
      this.spelled ??= new Map()
      this.spelled.set(id, key)
    }
    this.items.set(id, value)
  }

  private setAll(items: ReadonlyMap<KeyId, Value>, spelled: ReadonlyMap<KeyId, Key> | undefined): void {
    for (const [id, value] of items) {
      const key = spelled?.get(id)
      if (key !== undefined && !this.items.has(id)) {
        this.spelled ??= new Map()
        this.spelled.set(id, key)
      }
      this.items.set(id, value)
    }
  }

  private repeat(key: string, start: number, end: number): void {
    this.duplicate ??= this.reading.refuse(keyRepeated(key), start, end)
  }

  private merge(value: RawValue): void {
    this.merged ??= []
    if (value.kind === 'map') {
      this.merged.push(value)
      return
    }
    if (value.kind !== 'list') throw this.reading.refuse(mergeNeedsMap(), value.origin.start, value.origin.end)
    for (const item of [...value.items].reverse()) {
      if (item.kind !== 'map') throw this.reading.refuse(mergeNeedsMap(), item.origin.start, item.origin.end)
      this.merged.push(item)
    }
  }
}

/** The text of a scalar as written, for a tag to read again. */
function textOf(value: Value): string | undefined {
  if (value.kind === 'str' || value.kind === 'missing' || value.kind === 'interpolation') return value.value
  if (value.kind === 'map' || value.kind === 'list' || value.kind === 'bytes') return undefined
  const { source, start, end } = value.origin
  return source.text.slice(start, end)
}
