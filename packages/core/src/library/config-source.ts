import type { Source } from '../text/source.js'
import type { MapValue } from '../value/value.js'

/** One entry of the search path: where to look, and who added it (`hydra`, `main`, `command-line`, …). */
export interface SearchPathEntry {
  readonly provider: string
  /** With its scheme: `file:///project/conf`, `pkg://hydra.conf`, `structured://`. Without one it is a directory. */
  readonly path: string
}

/** Where configs are looked for, the first place first. Mirrors `ConfigSearchPath`. */
export type SearchPath = readonly SearchPathEntry[]

/**
 * Something that serves configs; mirrors Hydra's `ConfigSource`. Synchronous, and asked only for what a composition
 * needs. It speaks of files and folders, relative to itself and with `/`: `db/mysql.yaml` is the file of the config
 * `db/mysql`. Which file a config name means is the library's business.
 *
 * Laws: `read` gives the same `Source` object for as long as the config is unchanged (what was parsed from it is kept
 * by it); `has` is true exactly for the files that `read` would give; nothing is written.
 */
export interface ConfigSource {
  readonly scheme: string
  readonly provider: string
  /** As the search path spells it, with its scheme. */
  readonly path: string
  /** False for a directory that is not there. */
  available(): boolean
  /** The content of a file, or undefined when the source does not have it. */
  read(file: string): ConfigContent | undefined
  has(file: string): boolean
  /** Whether there is a group (a folder) of this name; the empty name is the root. */
  isGroup(group: string): boolean
  /** What a group holds directly, each name once, in any order; asked only where `isGroup` is true. */
  list(group: string): readonly Listing[]
}

/** One thing inside a group: a file with its extension, or a folder. */
export interface Listing {
  readonly name: string
  readonly kind: 'file' | 'group'
}

/** What a source holds under a name: YAML text, or a value that a program stored (Hydra's `ConfigStore`). */
export type ConfigContent = TextContent | StoredContent

/** YAML text. */
export interface TextContent {
  readonly kind: 'text'
  readonly source: Source
}

/** A value that a program stored. Mirrors a node of `ConfigStore`. */
export interface StoredContent {
  readonly kind: 'stored'
  /** Its `defaults` key, if any, is a defaults list like any other. */
  readonly value: MapValue
  readonly package: string | undefined
  /** Who stored it. */
  readonly provider: string | undefined
  /** It stands for a file, and types no config in front of it. */
  readonly asFile?: boolean | undefined
}

/** Opens the source of a search-path entry; undefined when it does not know the scheme. */
export type OpenSource = (entry: SearchPathEntry) => ConfigSource | undefined

/** The scheme of a path; a path without one is a directory. */
export function schemeOf(path: string): string {
  const at = path.indexOf('://')
  return at === -1 ? 'file' : path.slice(0, at)
}
