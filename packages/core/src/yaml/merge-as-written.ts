import type { Key } from '../value/key.js'
import type { MapValue, Value } from '../value/value.js'
import type { Composer, WrittenEntry } from './composer.js'
import type { ReadKey } from './mapping-keys.js'

/** The entry whose key stands between `start` and `end`. */
export function writtenEntry(reader: Composer, read: ReadKey, start: number, end: number, value: Value): WrittenEntry {
  const key = asKey(read)
  const node = reader.keyNodes?.get(start)
  const text = typeof key === 'string' ? key : textBetween(reader, node?.start ?? start, node?.end ?? end)
  const isShared = text === '' || (text.length === 1 && text.charCodeAt(0) < 256)
  return { key, value, identity: isShared ? text : (node?.start ?? start) }
}

/** The entries that `<<` brings out of these maps. */
export function mergedAsWritten(reader: Composer, sources: readonly MapValue[]): readonly WrittenEntry[] {
  const taken = new Set<string | number>()
  const merged: WrittenEntry[] = []
  for (const source of sources) {
    for (const entry of reader.entries?.get(source) ?? []) {
      if (taken.has(entry.identity)) continue
      taken.add(entry.identity)
      merged.push(entry)
    }
  }
  return merged
}

/** `=` is a text once it is merged. */
function asKey(read: ReadKey): Key {
  return typeof read === 'object' && read.kind === 'default' ? read.text : (read as Key)
}

/** The text of a scalar that is no text, `1` or `!!int '1'`. */
function textBetween({ source }: Composer, start: number, end: number): string {
  return source.text.slice(start, end).replace(/^(['"])(.*)\1$/s, '$2')
}
