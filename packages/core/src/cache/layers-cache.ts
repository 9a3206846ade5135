import type { Layer } from '../composition/composition.js'
import { loadLayers } from '../composition/layers.js'
import type { DefaultsList } from '../defaults/tree.js'
import type { Library } from '../library/library.js'
import type { MergeOptions } from '../merge/merge.js'
import type { GroupSchema } from '../plugin.js'
import type { RecentEntries } from './recent-entries.js'
import { type Entry, sameInputs } from './same-inputs.js'

/** The layers of defaults lists. */
export type LayersCache = RecentEntries<Entry<unknown, readonly Layer[]>>

/**
 * As `loadLayers`, but a defaults list has its layers made once: they depend on its documents, and on what types these. Where
 * a layer is typed it may have asked more, and is typed again.
 */
export function cachedLayers(
  cache: LayersCache,
  list: DefaultsList,
  library: Library,
  schemas: ReadonlyMap<string, GroupSchema>,
  options: MergeOptions,
): ReturnType<typeof loadLayers> {
  const inputs = [list, schemas, library.rules.dialect, library.sources.at(-1)]
  const known = cache.find((entry) => sameInputs(entry.inputs, inputs))
  if (known !== undefined) return { layers: known.made, warnings: [] }
  const loaded = loadLayers(list, library, schemas, options)
  const { layers, warnings } = loaded
  if (warnings.length === 0 && !layers.some(({ isTyped }) => isTyped)) cache.add({ inputs, made: layers })
  return loaded
}
