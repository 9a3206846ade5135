import type { Follow } from '../value/config-node.js'
import type { Unused } from './group-overrides.js'
import type { Choices, DefaultsTree } from './tree.js'

export interface ExpandOptions {
  /** Put Hydra's own `hydra/config` in front, as every composition of an app does. */
  readonly prependHydra?: boolean
  /** Pass over options that are `???` instead of refusing: the outer config of a sweep may leave them to its jobs. */
  readonly skipMissing?: boolean
  /** Refuse a primary config whose list lacks `_self_`, instead of warning: Hydra's SELF_WARNING_AS_ERROR. */
  readonly requireSelf?: boolean
  /** What interpolated choices are followed with: resolvers and their environment. Unless given, there is none. */
  readonly follow?: Follow
}

export interface Expansion {
  readonly tree: DefaultsTree
  readonly choices: Choices
  readonly warnings: readonly string[]
  /** Overrides and deletions that met no entry, in the order they were given. */
  readonly unused: Unused
}

/** The name that Hydra gives to the config of an app that names none. It never reaches the final list. */
export const NO_CONFIG = '_dummy_empty_config_'
