import type { Composed, Library, Override } from '@hydraconf/core'
import type { Attempt } from './attempt.js'
import type { Composing } from './composing.js'
import type { Roles } from './config-roles.js'
import type { TreeFiles, TreeOptions } from './tree-files.js'

/** What was composed of a tree, and what not. */
export interface Exploration {
  readonly library: Library
  readonly roles: Roles
  readonly files: TreeFiles
  /** What has to hold: primary configs, options, and for each config that nothing reaches the best way to compose it. */
  readonly attempts: readonly Attempt[]
  /** Compositions that only show what else accepts a config. */
  readonly evidence: readonly Attempt[]
  /** Configs of the tree that were tried with nothing, since no primary config composes that could take them. */
  readonly untried: readonly string[]
  /** How many compositions the limit left out, without those that they would have led to. */
  readonly leftOut: number
}

export interface ExploreOptions extends TreeOptions {
  /** The one primary config to look at; undefined: all there are. */
  readonly configName?: string | undefined
  /** Whether a config is left out: neither composed nor read for its own sake. */
  readonly isIgnored?: (name: string) => boolean
  /** What a composition came to before, if nothing in it has changed since. */
  readonly reuse?: (composing: Composing) => Attempt | undefined
  /** What every composition gets: a search path, values that only the program knows. */
  readonly overrides?: readonly Override[]
  /** What is to be done with the stages of every composition that is accepted: they are many, and not kept. */
  readonly onComposed?: ((composed: Composed, composing: Composing) => void) | undefined
  /** How many compositions are tried at most; `MOST_COMPOSITIONS` unless told. */
  readonly limit?: number | undefined
}

/** With every primary config every option is tried: what that comes to is the product of both. */
export const MOST_COMPOSITIONS = 10_000
