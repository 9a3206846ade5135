import type { DefaultsEntry, Document } from '../library/document.js'
import type { Origin } from '../text/source.js'

/** The defaults tree: configs nested by who included them. `--info defaults-tree` prints it. */
export type DefaultsTree = LoadedNode

export type TreeNode = LoadedNode | SelfNode | AbsentNode

/** A config that was found and read, with its own defaults below it in merge order. */
export interface LoadedNode {
  readonly kind: 'loaded'
  readonly entry: PlacedEntry
  /** Undefined for the virtual root and for "no primary config". */
  readonly document: Document | undefined
  /** Undefined: a leaf, a config without a defaults list. */
  readonly children: readonly TreeNode[] | undefined
}

export interface SelfNode {
  readonly kind: 'self'
  readonly entry: PlacedEntry
  readonly document: Document | undefined
}

/** An entry that contributes nothing, and why. */
export interface AbsentNode {
  readonly kind: 'absent'
  readonly entry: PlacedEntry
  readonly because: 'deleted' | 'null' | 'optional' | 'missing' | 'override' | 'empty'
}

/** An entry of a defaults list once it is known where it stands: its path and package are absolute. */
export interface PlacedEntry {
  /** Absolute config path without the package: `db/mysql`; for a group without a choice the group. */
  readonly configPath: string | undefined
  /** Absolute package, dotted; the empty string is `_global_`. */
  readonly package: string
  /** Undefined for configs by path and `_self_`. */
  readonly group:
    | { readonly name: string; readonly option: string | readonly string[] | null; readonly key: string }
    | undefined
  /** As the tree and the list print it: `db/mysql` or `db: mysql`. */
  readonly label: string
  readonly written: DefaultsEntry | undefined
  readonly primary: boolean
  readonly origin: Origin
}

/** The final flat list, in merge order. `--info defaults` prints it. */
export type DefaultsList = readonly ListEntry[]

export interface ListEntry {
  readonly document: Document | undefined
  readonly configPath: string
  /** Dotted; empty is `_global_`. */
  readonly package: string
  readonly parent: string | undefined
  readonly isSelf: boolean
  readonly primary: boolean
  readonly overrideKey: string | undefined
  readonly origin: Origin
}

/** Options chosen, by override key (`db`, `db@source`), in the order they were decided. */
export type Choices = ReadonlyMap<string, string | readonly string[] | null>
