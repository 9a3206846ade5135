import type { Choices, DefaultsList, DefaultsTree, ListEntry } from '../defaults/tree.js'
import type { Override } from '../grammar/override.js'
import type { Library } from '../library/library.js'
import type { MapValue, Value } from '../value/value.js'
import type { GivenVariable } from './apply-variables.js'

/** What the overrides of one run mean, once the library has said which keys are groups. */
export interface Intent {
  /** Group choices by override key, from the command line: they win over every defaults list. */
  readonly choices: readonly Override[]
  /** `+db=mysql`: entries added to the primary config's list. */
  readonly appends: readonly Override[]
  /** `~db`, `~db=mysql`. */
  readonly deletions: readonly Override[]
  /** Overrides of values, in command-line order. */
  readonly edits: readonly Override[]
}

/** A config's body wrapped in its package, ready to merge. */
export interface Layer {
  readonly entry: ListEntry
  readonly value: Value
  /** Whether it may declare types: a program stored it, or a schema types it. What was read from a file declares none. */
  readonly isTyped: boolean
}

export type { VersionRules } from '../library/version-rules.js'

/** Everything that composing made, stage by stage. */
export interface Composition {
  readonly overrides: readonly Override[]
  readonly intent: Intent
  readonly library: Library
  readonly tree: DefaultsTree
  readonly list: DefaultsList
  readonly choices: Choices
  readonly layers: readonly Layer[]
  /** The variables of the environment that stand for keys and are set, as they were. */
  readonly variables: readonly GivenVariable[]
  /** The composed config with its `hydra` node, interpolations unresolved. */
  readonly config: MapValue
  readonly warnings: readonly string[]
}
