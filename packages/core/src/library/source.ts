import type { Source } from '../text/source.js'
import type { MapValue } from '../value/value.js'

/** One entry of the search path: where to look, and who added it (`hydra`, `main`, `command-line`, …). */
export interface SearchPathEntry {
  readonly provider: string
  /** With its scheme: `file:///project/conf`, `pkg://hydra.conf`, `structured://`. */
  readonly path: string
}

export type SearchPath = readonly SearchPathEntry[]

/**
 * Something that serves configs; mirrors Hydra's `ConfigSource`. Synchronous, and asked only for what a composition
 * needs. Names are relative to the source, with `/`, as the defaults list spells them, without extension.
 *
 * Laws: `read` gives the same object for as long as the config is unchanged (what was parsed from it is kept by it);
 * `list` names each option once, without extension, in any order; nothing is written.
 */
export interface ConfigSource {
  readonly scheme: string
  readonly provider: string
  /** As the search path spells it. */
  readonly path: string
  /** False for a directory that is not there. */
  available(): boolean
  /** The config of this name (`db/mysql`), or undefined when the source has none. Extensions are dealt with by the source. */
  read(name: string): ConfigContent | undefined
  /** Whether there is a group (a folder) of this name; the empty name is the root. */
  isGroup(name: string): boolean
  list(group: string): readonly Listing[]
}

/** One thing inside a group. */
export interface Listing {
  readonly name: string
  readonly kind: 'config' | 'group'
}

/** What a source holds under a name: YAML text, or a value that a program stored (Hydra's `ConfigStore`). */
export type ConfigContent =
  | { readonly kind: 'text'; readonly source: Source }
  | {
      readonly kind: 'stored'
      /** Its `defaults` key, if any, is a defaults list like any other. */
      readonly value: MapValue
      readonly package: string | undefined
      /** Who stored it. */
      readonly provider: string | undefined
    }

/** Opens the sources of a search path; an unknown scheme gives undefined. `@hydraconf/node` knows `file://` and `pkg://`. */
export type OpenSource = (entry: SearchPathEntry) => ConfigSource | undefined
