import type { Dialect } from '../dialect/dialect.js'
import { HYDRA_1_3 } from '../dialect/hydra-1.3.js'
import { aliasUnknown, anchorRepeated, containsItself, tooDeep, tooMuchMerged } from '../messages/yaml.js'
import type { HydraconfError } from '../text/errors.js'
import type { Origin, Source } from '../text/source.js'
import type { Key, KeyId } from '../value/key.js'
import type { Value } from '../value/value.js'
import { Cursor } from './cursor.js'
import { DEFAULT_HANDLES, type TagHandles } from './scan-tag.js'

/** Deeper documents are refused, as they are in Python, whose stack ends a little below this. */
const MOST_LEVELS = 500

const MOST_MERGED = 5_000_000

/** One document being read: where the cursor is, and what the document has named so far. */
export class Composer extends Cursor {
  handles: TagHandles = DEFAULT_HANDLES
  /** Whether something was read that no config can hold. */
  holdsRaw = false
  /** The refusal of the first thing that was read and contains itself. */
  firstCircle: HydraconfError | undefined
  hasAliases = false
  /** What `<<` did in this document, by the map it stands in. */
  merges: Map<Value, Merge> | undefined
  /** Where the simple key that is perhaps being read starts, and its line; -1 where none may start. */
  keyStart = -1
  keyLine = 0
  /** Where the nodes of keys are that do not stand where their entry starts (`? key`, `&a key`, `*a`), by that start. */
  keyNodes: Map<number, Origin> | undefined
  /** The entries of maps that `<<` may bring, as they are written. */
  entries: Map<Value, readonly WrittenEntry[]> | undefined
  private anchors: Map<string, Anchor> | undefined
  /** The short plain key at the cursor, packed as `cachedToken` takes it. */
  keyFront = 0
  keyBack = 0
  private levels = 0
  private mergedEntries = 0

  constructor(
    source: Source,
    /**
     * Whether the document is to be a config, or any value: then a tuple stays a tuple, and `${` is text. `plain` is any
     * value by PyYAML's own rules: OmegaConf's for floats and repeated keys are left out.
     */
    readonly purpose: 'config' | 'anything' | 'plain',
    readonly dialect: Dialect = HYDRA_1_3,
  ) {
    super(source, dialect.yaml.read)
  }

  /** Counts a list or map that is opened; `leave` closes it. */
  enter(start: number): void {
    if (++this.levels > MOST_LEVELS) throw this.refuse(tooDeep(MOST_LEVELS), start)
  }

  /** Counts what `<<` copies: maps that merge maps that merge maps grow without end. */
  countMerged(entries: number, start: number): void {
    this.mergedEntries += entries
    if (this.mergedEntries > MOST_MERGED) throw this.refuse(tooMuchMerged(MOST_MERGED), start)
  }

  leave(): void {
    this.levels--
  }

  /** Names the value that starts here; its value is filled in when it is known. */
  anchor(name: string, start: number): Anchor {
    this.anchors ??= new Map()
    if (this.anchors.has(name)) throw this.refuse(anchorRepeated(name), start, start + name.length + 1)
    const anchor: Anchor = { value: undefined, entries: undefined, refusal: undefined, isMerging: false }
    this.anchors.set(name, anchor)
    return anchor
  }

  /** The value of an alias. The value itself, not a copy: a document of aliases of aliases stays small. */
  alias(name: string, start: number): Anchor {
    const anchor = this.anchors?.get(name)
    if (anchor === undefined) throw this.refuse(aliasUnknown(name), start, start + name.length + 1)
    this.hasAliases = true
    return anchor
  }

  recursive(name: string, start: number): HydraconfError {
    return this.refuse(containsItself(name), start, start + name.length + 1)
  }
}

export interface Anchor {
  /** Undefined while the value is being read: an alias to it would make it contain itself. */
  value: Value | undefined
  /** The map as `<<` takes it, where a tag makes something else of it. */
  entries: Value | undefined
  /** Why the value cannot stand by itself, though it could be merged (`<<: &a !unknown {k: v}`). */
  refusal: HydraconfError | undefined
  /** Whether the value of this map's own `<<` is being read: an alias to the map then brings nothing. */
  isMerging: boolean
}

export interface Merge {
  readonly sources: readonly Value[]
  /** The map's own entries. */
  readonly own: ReadonlyMap<KeyId, Value>
  /** Whether a text key is twice among what was merged and the map's own keys. */
  readonly hasRepeats: boolean
}

/**
 * An entry of a map that `<<` may bring. What PyYAML 6.0.4 merges are not maps but their entries as they are written, those
 * that a map overrides among them.
 */
export interface WrittenEntry {
  readonly key: Key
  readonly value: Value
  /**
   * Of entries with the same one, `<<` takes the first. PyYAML asks whether the texts of keys are one object in memory:
   * they are for one key that came by several ways, and for any keys of one character below U+0100, or of none, since
   * Python has each of these texts once.
   */
  readonly identity: string | number
}
