import type { Key } from '../value/key.js'

/** Entries by key in Python's order; keys that Python cannot compare with each other leave all as they are. */
export function sortedByKey<T>(entries: readonly (readonly [Key, T])[]): readonly (readonly [Key, T])[] {
  const kinds = new Set(entries.map(([key]) => kindOf(key)))
  return kinds.size > 1 ? entries : [...entries].sort(([a], [b]) => compare(a, b))
}

function kindOf(key: Key): 'text' | 'number' | 'bytes' | 'null' {
  if (typeof key === 'string') return 'text'
  if (typeof key === 'object') return key.kind === 'enum' ? 'text' : key.kind
  return 'number'
}

function compare(a: Key, b: Key): number {
  if (typeof a === 'object' || typeof b === 'object' || typeof a === 'string' || typeof b === 'string') {
    if (isBytes(a) && isBytes(b)) return compareBytes(a.value, b.value)
    return compareTexts(textOf(a), textOf(b))
  }
  const [x, y] = [numberOf(a), numberOf(b)]
  return x < y ? -1 : x > y ? 1 : 0
}

/** By code points, as Python compares; JavaScript compares by UTF-16 units. */
function compareTexts(a: string, b: string): number {
  const end = Math.min(a.length, b.length)
  for (let at = 0; at < end; at++) {
    if (a.charCodeAt(at) !== b.charCodeAt(at)) return rank(a.charCodeAt(at)) - rank(b.charCodeAt(at))
  }
  return a.length - b.length
}

/** Surrogates, which stand for the characters beyond the first 65,536, go behind all other units. */
function rank(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit
}

function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const end = Math.min(a.length, b.length)
  for (let at = 0; at < end; at++) if (a[at] !== b[at]) return a[at]! - b[at]!
  return a.length - b.length
}

const isBytes = (key: Key) => typeof key === 'object' && key.kind === 'bytes'
const numberOf = (key: Exclude<Key, string | object>) => (typeof key === 'boolean' ? Number(key) : key)
const textOf = (key: Key) => (typeof key === 'object' && key.kind === 'enum' ? key.name : String(key))
