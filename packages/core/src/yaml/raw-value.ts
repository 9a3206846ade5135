import type { HydraconfError } from '../text/errors.js'
import type { Origin } from '../text/source.js'
import type { Key } from '../value/key.js'
import type { Value } from '../value/value.js'

/**
 * What the bare loader gives: config values, and what no config can hold. The latter stand in the tree where a value
 * would; `parseYaml` refuses them once the document is read, for what is wrong with the YAML itself is told first.
 */
export type RawValue = Value | RawSet | RawTuple | RawDate | RawIndicator | RawMalformed

/** `!!set {a, b}` */
export interface RawSet {
  readonly kind: 'set'
  readonly items: readonly RawValue[]
  readonly origin: Origin
}

/** An entry of `!!omap` or `!!pairs`; a config takes it as a list. */
export interface RawTuple {
  readonly kind: 'tuple'
  readonly items: readonly RawValue[]
  readonly origin: Origin
}

/** `!!timestamp`, as written. */
export interface RawDate {
  readonly kind: 'date'
  readonly value: string
  readonly origin: Origin
}

/** A plain `<<` or `=`, which is something only as a key; nowhere else is it let through. */
export interface RawIndicator {
  readonly kind: 'merge' | 'default'
  /** The text, which a tag can make something else than `<<`. */
  readonly value: string
  readonly origin: Origin
}

/** A text with a malformed interpolation, or an alias inside what it stands for: good YAML that is refused if it is still there at the end. */
export interface RawMalformed {
  readonly kind: 'malformed'
  readonly value: string
  readonly isCircle: boolean
  readonly error: HydraconfError
  readonly origin: Origin
}

/** A key that no config can hold (null, a date, a path): it is kept in `spelled` for who reads a raw map. */
export interface RawKey {
  readonly kind: 'raw'
  readonly value: RawValue
}

/** Values and keys that only a raw tree holds, put where the types of a config have no room for them. */
export const asValue = (raw: RawValue): Value => raw as Value
export const asKey = (raw: RawKey): Key => raw as unknown as Key
/** The raw key that a key is, if it is one. */
export const rawKey = (key: Key): RawKey | undefined =>
  typeof key === 'object' && (key.kind as string) === 'raw' ? (key as unknown as RawKey) : undefined
