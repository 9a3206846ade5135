import { keyRepeated, mergeNeedsMap } from '../messages/yaml.js'
import type { HydraconfError } from '../text/errors.js'
import type { Origin } from '../text/source.js'
import { mapOf } from '../value/constructors.js'
import { isOwnId, type Key, type KeyId } from '../value/key.js'
import type { MapValue, Value } from '../value/value.js'
import type { Anchor, Composer, WrittenEntry } from './composer.js'
import { type ReadKey, readKeyId } from './mapping-keys.js'
import { mergedAsWritten, writtenEntry } from './merge-as-written.js'
import type { Role } from './node-role.js'
import type { RawValue } from './raw-value.js'

/**
 * The entries of one map as they are read. Three rules meet here:
 *
 * - **Duplicates.** A text key may be given once. Other keys may repeat, and the last value wins (`1: a`, `1: b`);
 *   keys that Python calls equal are one (`1`, `1.0`, `true`), in the place and spelling of the first.
 * - **Merge keys.** What `<<` brings comes before the map's own keys, wherever it is written, and own keys win.
 *   Of a list of maps the first wins; of several `<<` the last. Under libyaml's dialect an own text stays behind them, and
 *   `merge-as-written.ts` has what PyYAML 6.0.4 does instead.
 * - **`=`** is the text "=", and the value of the map where a tag makes it a scalar.
 */
export class Mapping {
  private items = new Map<KeyId, Value>()
  /** How many entries there were before the last one. */
  private size = 0
  private spelled: Map<KeyId, Key> | undefined
  private merged: MapValue[] | undefined
  private hasRepeats = false
  /** All entries, where `<<` may bring them as they are written. */
  private readonly written: WrittenEntry[] | undefined
  /** Texts that were keys only as `=` is one. */
  private defaults: Set<string> | undefined
  /** The text of the scalar at the key `=`. */
  defaultText: string | undefined
  /** Set where a text key was given twice. A map that is only merged into another may do so. */
  duplicate: HydraconfError | undefined

  constructor(
    private readonly reader: Composer,
    private readonly anchor: Anchor | undefined,
    role: Role,
  ) {
    const isBrought = role === 'merged' || anchor !== undefined
    if (isBrought && reader.rules.mergesAsWritten) this.written = []
  }

  /** The role of the value behind a key, which is read next. */
  roleBehind(key: ReadKey): Role {
    const isMerged = isMergeKey(key)
    if (isMerged && this.anchor !== undefined) this.anchor.isMerging = true
    return isMerged ? 'merged' : 'value'
  }

  add(key: ReadKey, start: number, end: number, value: Value): void {
    if (this.written !== undefined && !isMergeKey(key)) {
      this.written.push(writtenEntry(this.reader, key, start, end, value))
    }
    if (typeof key === 'string') {
      const { size } = this.items.set(key, value)
      if (size === this.size) this.repeat(key, start, end)
      this.size = size
      return
    }
    if (typeof key !== 'object') {
      this.set(key, value)
    } else if (key.kind === 'merge') {
      if (this.anchor !== undefined) this.anchor.isMerging = false
      this.merge(value)
    } else if (key.kind === 'default') {
      if (this.items.has(key.text)) this.hasRepeats = true
      this.defaults ??= new Set()
      if (!this.items.has(key.text)) this.defaults.add(key.text)
      this.items.set(key.text, value)
      this.defaultText = textOf(value)
    } else {
      this.set(key, value)
    }
    this.size = this.items.size
  }

  value(origin: Origin): MapValue {
    const { reader, items, spelled, merged: sources = [] } = this
    if (sources.length === 0) {
      const value = mapOf(items, spelled, origin)
      if (this.hasRepeats) this.record(value, sources, items, true)
      this.recordWritten(value, [])
      return value
    }
    this.items = new Map()
    this.spelled = undefined
    if (reader.rules.mergesAsWritten) return this.valueAsWritten(origin, sources, items, spelled)
    for (const source of sources) {
      reader.countMerged(source.items.size, origin.start)
      this.setAll(this.broughtBy(source, items), source.spelled)
    }
    this.setAll(items, spelled)
    const value = mapOf(this.items, this.spelled, origin)
    this.record(value, sources, items, this.repeatsWith(sources, items))
    return value
  }

  private valueAsWritten(
    origin: Origin,
    sources: readonly MapValue[],
    own: ReadonlyMap<KeyId, Value>,
    spelled: ReadonlyMap<KeyId, Key> | undefined,
  ): MapValue {
    const merged = mergedAsWritten(this.reader, sources)
    this.reader.countMerged(merged.length, origin.start)
    for (const { key, value } of merged) this.set(key, value)
    this.setAll(own, spelled)
    const value = mapOf(this.items, this.spelled, origin)
    const given = merged.filter(({ key }) => typeof key === 'string').length + textCount(own)
    this.record(value, sources, own, this.hasRepeats || textCount(this.items) < given)
    this.recordWritten(value, merged)
    return value
  }

  private recordWritten(value: Value, merged: readonly WrittenEntry[]): void {
    if (this.written === undefined) return
    this.reader.entries ??= new Map()
    this.reader.entries.set(value, [...merged, ...this.written])
  }

  private record(value: Value, sources: readonly Value[], own: ReadonlyMap<KeyId, Value>, hasRepeats: boolean): void {
    this.reader.merges ??= new Map()
    this.reader.merges.set(value, { sources, own, hasRepeats })
  }

  private repeatsWith(sources: readonly MapValue[], own: ReadonlyMap<KeyId, Value>): boolean {
    if (this.hasRepeats || sources.some((source) => this.reader.merges?.get(source)?.hasRepeats)) return true
    const brought = sources.map((source) => textCount(this.broughtBy(source, own)))
    const given = brought.reduce((sum, count) => sum + count, textCount(own))
    return textCount(this.items) < given
  }

  /** The entries of a map that `<<` brings, but for texts that stay behind them. */
  private broughtBy({ items }: MapValue, own: ReadonlyMap<KeyId, Value>): ReadonlyMap<KeyId, Value> {
    if (!this.reader.rules.keepsOwnKeysBehind) return items
    const isBehind = (id: KeyId) => typeof id === 'string' && own.has(id) && this.defaults?.has(id) !== true
    return new Map([...items].filter(([id]) => !isBehind(id)))
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
    if (this.reader.purpose === 'plain') return
    this.hasRepeats = true
    if (this.defaults?.delete(key) === true) return
    this.duplicate ??= this.reader.refuse(keyRepeated(key), start, end)
  }

  private merge(value: RawValue): void {
    this.merged ??= []
    if (value.kind === 'map') {
      this.merged.push(value)
      return
    }
    if (value.kind !== 'list') throw this.reader.refuse(mergeNeedsMap(), value.origin.start, value.origin.end)
    const { mergesAsWritten } = this.reader.rules
    for (const item of mergesAsWritten ? value.items : value.items.toReversed()) {
      if (item.kind !== 'map') throw this.reader.refuse(mergeNeedsMap(), item.origin.start, item.origin.end)
      this.merged.push(item)
    }
  }
}

function isMergeKey(key: ReadKey): boolean {
  return typeof key === 'object' && key.kind === 'merge'
}

function textCount(items: ReadonlyMap<KeyId, Value>): number {
  let count = 0
  for (const id of items.keys()) if (typeof id === 'string') count++
  return count
}

/** The text of a scalar as written, for a tag to read again. */
function textOf(value: Value): string | undefined {
  if (value.kind === 'str' || value.kind === 'missing' || value.kind === 'interpolation') return value.value
  if (value.kind === 'map' || value.kind === 'list' || value.kind === 'bytes') return undefined
  const { source, start, end } = value.origin
  return source.text.slice(start, end)
}
