import type { OpenSource, SearchPathEntry } from '@hydraconf/core'
import { type WatchedSnapshot, watchedSnapshot } from './snapshot-source.js'

/** The sources of an environment, each opened once and asked once: between changes nothing is asked of the disk. */
export interface SettledSources {
  readonly open: OpenSource
  /** Those opened so far. */
  opened(): Iterable<WatchedSnapshot>
}

export function settledSources(behind: OpenSource): SettledSources {
  const sources = new Map<string, WatchedSnapshot>()
  return {
    opened: () => sources.values(),
    open({ provider, path }: SearchPathEntry) {
      const name = `${provider} ${path}`
      const known = sources.get(name)
      if (known !== undefined) return known
      const source = behind({ provider, path })
      if (source === undefined) return undefined
      const made = watchedSnapshot(source)
      sources.set(name, made)
      return made
    },
  }
}
