import { KeptWalks } from '../defaults/kept-defaults.js'
import { Beside } from '../library/beside.js'
import type { SearchPath } from '../library/source.js'
import { KeptMerge } from '../merge/merge-by-key.js'

/**
 * What a composition leaves for the next one of the same app: which configs its defaults list came to, and its merged
 * maps. It shows in nothing but the time taken, as every use asks first whether all that it was made of is still the same.
 */
export interface Memory {
  readonly walks: KeptWalks
  readonly merged: KeptMerge
  /** The same where configs declare types, and are merged with more care. */
  readonly typed: KeptMerge
  /** Hydra's own configs, which are merged first. */
  readonly builtin: KeptMerge
}

/** The memory of an app, told by its search path, for one of its primary configs. */
export function memoryOf(searchPath: SearchPath, configName: string | undefined): Memory {
  const memories = kept.get(searchPath) ?? new Map<string | undefined, Memory>()
  const known = memories.get(configName)
  if (known !== undefined) return known
  if (memories.size >= MOST_KEPT) memories.clear()
  const made = { walks: new KeptWalks(), merged: new KeptMerge(), typed: new KeptMerge(), builtin: new KeptMerge() }
  memories.set(configName, made)
  kept.set(searchPath, memories)
  return made
}

const kept = new Beside<SearchPath, Map<string | undefined, Memory>>()

/** An app has few primary configs. */
const MOST_KEPT = 16
