import type { Layer } from '../composition/composition.js'
import { type LoadedLayers, loadLayers } from '../composition/layers.js'
import type { DefaultsList } from '../defaults/tree.js'
import type { Library } from '../library/library.js'
import type { MergeOptions } from '../merge/merge.js'
import type { GroupSchema } from '../plugin.js'
import { WeakCache } from '../value/weak-cache.js'
import { type Entry, sameInputs } from './same-inputs.js'

/**
 * As `loadLayers`, but a defaults list has its layers made once, and keeps them: they depend on its documents, and on what
 * types these. Where interpolations may have been followed they are made again.
 */
export function cachedLayers(
  list: DefaultsList,
  library: Library,
  schemas: ReadonlyMap<string, GroupSchema>,
  options: MergeOptions,
): LoadedLayers {
  const inputs = [schemas, library.rules.dialect, library.sources.at(-1)]
  const known = lastLayers.get(list)
  if (known !== undefined && sameInputs(known.inputs, inputs))
    return { layers: known.made, warnings: [], mayFollow: false }
  const loaded = loadLayers(list, library, schemas, options)
  const { layers, warnings, mayFollow } = loaded
  if (warnings.length === 0 && !mayFollow) lastLayers.set(list, { inputs, made: layers })
  return loaded
}

const lastLayers = new WeakCache<DefaultsList, Entry<unknown, readonly Layer[]>>()
