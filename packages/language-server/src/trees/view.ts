import type { Composing } from '@hydraconf/check'
import { parseOverrides } from '@hydraconf/core'
import type { ViewSetting } from '../settings.js'
import type { Tree } from './tree.js'

/** Which composition of a tree is looked at, unless a file is in none of it. */
export interface View {
  /** Undefined: the tree has no primary config. */
  readonly composing: Composing | undefined
  /** The primary configs that could be looked at. */
  readonly primaries: readonly string[]
}

/**
 * The primary config and overrides that were asked for; without, the project's own primary config, `config`, or the first.
 *
 * @throws OverrideParseException for an override that is none
 */
export function viewOf(tree: Tree, { config, overrides = [] }: ViewSetting = {}): View {
  const configName = config ?? usual(tree)
  const composing =
    configName === undefined ? undefined : { folder: '', configName, overrides: parseOverrides(overrides) }
  return {
    composing,
    // To know them, all configs are read.
    get primaries() {
      return tree.primaries
    },
  }
}

function usual(tree: Tree): string | undefined {
  return tree.configName ?? (tree.configs.includes('config') ? 'config' : tree.primaries[0])
}
