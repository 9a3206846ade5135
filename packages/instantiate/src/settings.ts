import type { Key } from '@hydraconf/core'

/** What a node says of how it is built. `_args_` is none of them: what is in it is built like any other parameter. */
export const SETTINGS: ReadonlySet<Key> = new Set(['_target_', '_convert_', '_recursive_', '_partial_'])

/** Whether a key of a node is a keyword argument. */
export function isKeyword(key: Key): boolean {
  return !SETTINGS.has(key) && key !== '_args_'
}

/** What `_convert_` may be, in whatever case. */
export const CONVERSIONS: ReadonlySet<string> = new Set(['none', 'partial', 'object', 'all'])
