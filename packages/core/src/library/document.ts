import type { Origin, Source } from '../text/source.js'
import type { InterpolationValue, ListValue, MapValue } from '../value/value.js'
import type { Header } from './package-header.js'

/** A config, read and split once: package header, defaults list, body. */
export interface Document {
  /** As it was asked for: `db/mysql`. */
  readonly name: string
  /** As its source has it: `db/mysql.yaml`. */
  readonly file: string
  readonly header: Header
  /** Undefined: the config has no `defaults` key. */
  readonly defaults: readonly DefaultsEntry[] | undefined
  /** What remains without `defaults`. A config may also be a list (then it has no defaults). */
  readonly body: MapValue | ListValue
  /** The text it was read from; what a program stored was read from nowhere. */
  readonly source: Source
  /** Who served it, and the search-path entry it came from. */
  readonly provider: string
  readonly path: string
  /** Served by the last entry of the search path, the store of the program (`schema`): a config like it, in front, is typed by it. */
  readonly isSchema: boolean
  /** Old spellings that version base 1.1 still takes. */
  readonly warnings: readonly string[]
}

/** One entry of a config's own defaults list, as written. */
export type DefaultsEntry = SelfEntry | ConfigEntry | GroupEntry

/** `- _self_` */
export interface SelfEntry {
  readonly kind: 'self'
  readonly origin: Origin
}

/** `- db/mysql@pkg`: a config by path. */
export interface ConfigEntry {
  readonly kind: 'config'
  readonly path: string
  readonly package: string | undefined
  readonly optional: boolean
  readonly origin: Origin
}

/** `- override db@pkg: mysql` and its relatives. */
export interface GroupEntry {
  readonly kind: 'group'
  readonly group: string
  /** Dialect 1.4: the folder that the option named, and that is part of `group` now: `bar` of `foo: bar/baz`. */
  readonly shorthand?: string | undefined
  readonly package: string | undefined
  readonly choice: GroupChoice
  readonly override: boolean
  readonly optional: boolean
  readonly origin: Origin
}

/** What a group entry chooses: one option, several, none (`null`), or one that someone else must choose (`???`). */
export type GroupChoice =
  | { readonly kind: 'option'; readonly name: string; readonly origin: Origin }
  | { readonly kind: 'options'; readonly names: readonly string[]; readonly origin: Origin }
  | { readonly kind: 'none'; readonly origin: Origin }
  | { readonly kind: 'missing'; readonly origin: Origin }
  /** `${db}_${server}`: known once its siblings' choices are. */
  | {
      readonly kind: 'interpolated'
      readonly text: string
      readonly value: InterpolationValue
      readonly origin: Origin
    }

/** Whether a config says anything itself. What it leaves open (`???`) does not count. */
export function hasContent({ body }: Document): boolean {
  if (body.kind !== 'map') return false
  for (const value of body.items.values()) if (value.kind !== 'missing') return true
  return false
}
