import type { DefaultsEntry, Document } from '../library/document.js'
import type { Origin } from '../text/source.js'

/** The defaults tree: configs nested by who included them. `--info defaults-tree` prints it. */
export type DefaultsTree = LoadedNode

/** What a place of the tree holds: a config with its own list, `_self_`, or nothing for a reason. */
export type TreeNode = LoadedNode | SelfNode | AbsentNode

/** A config that was found and read, with its own defaults below it in merge order. */
export interface LoadedNode {
  readonly kind: 'loaded'
  readonly entry: PlacedEntry
  /** Undefined for the virtual root, and for `a???` where missing options are tolerated. */
  readonly document: Document | undefined
  /** Undefined: a leaf, a config without a defaults list. */
  readonly children: readonly TreeNode[] | undefined
}

/** `_self_`: the body of the config it stands in. */
export interface SelfNode {
  readonly kind: 'self'
  /** The entry as written; undefined where `_self_` was left out and Hydra adds it. */
  readonly written: DefaultsEntry | undefined
  /** `_self_`, or `group: _self_`. */
  readonly label: string
  /** The same as `--info defaults-tree` prints it: in the folder that the entry of its config is relative to, `model/_self_`. */
  readonly placedLabel: string
}

/** An entry that contributes nothing, and why. */
export interface AbsentNode {
  readonly kind: 'absent'
  readonly entry: PlacedEntry
  readonly because: 'deleted' | 'null' | 'optional' | 'missing'
}

/** An entry of a defaults list once it is known where it stands: its path and package are absolute. */
export interface PlacedEntry {
  /** Absolute config path without the package: `db/mysql`. A group without a choice ends in `/null`. */
  readonly configPath: string
  /** Absolute package, dotted; the empty string is `_global_`. */
  readonly package: string
  /** Undefined for configs by path, and for each option of a list. */
  readonly group: PlacedGroup | undefined
  /** As the tree prints it, with group and path as written: `db/mysql`, `db: mysql`, `<root>`. */
  readonly label: string
  /** Undefined for what no defaults list wrote: the primary config, the virtual root. */
  readonly written: DefaultsEntry | undefined
  readonly primary: boolean
  readonly origin: Origin
}

/** The group that an entry chooses from, and what it chooses. */
export interface PlacedGroup {
  /** Absolute: `db/engine`. */
  readonly name: string
  /** Null: nothing is chosen. `???`: not yet. */
  readonly option: string | null
  /** The override key: `db/engine`, or `db/engine@source` away from its own package. */
  readonly key: string
}

/** The final flat list, in merge order. `--info defaults` prints it. */
export type DefaultsList = readonly ListEntry[]

/** One line of the final list: a config, or the own body of one, and the package that it goes to. */
export interface ListEntry {
  /** Undefined only for `a???` where missing options are tolerated: there is no such config. */
  readonly document: Document | undefined
  readonly configPath: string
  /** Dotted; empty is `_global_`. */
  readonly package: string
  /** The config path of who included it. */
  readonly parent: string | undefined
  readonly isSelf: boolean
  readonly primary: boolean
  readonly overrideKey: string | undefined
  /** The entry that brought it in; the program where nothing written did. */
  readonly origin: Origin
}

/** Options chosen, by override key (`db`, `db@source`), in the order they were decided. Lists of options are not among them. */
export type Choices = ReadonlyMap<string, string | null>
