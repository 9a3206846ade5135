import type { ConfigContent, ConfigSource, Listing } from '@hydraconf/core'

/** A source that asks what is behind it once, and again only for what it is told has changed. */
export interface WatchedSnapshot extends ConfigSource {
  /** A file changed: its path in the source. Undefined: anything may have, also which files there are. */
  forget(file?: string): void
}

export function watchedSnapshot(behind: ConfigSource): WatchedSnapshot {
  const contents = new Map<string, ConfigContent | undefined>()
  const files = new Map<string, boolean>()
  const groups = new Map<string, boolean>()
  const lists = new Map<string, readonly Listing[]>()
  const isAvailable = new Map<string, boolean>()
  return {
    scheme: behind.scheme,
    provider: behind.provider,
    path: behind.path,
    available: once(isAvailable, () => behind.available()).bind(undefined, ''),
    read: once(contents, (file) => behind.read(file)),
    has: once(files, (file) => behind.has(file)),
    isGroup: once(groups, (group) => behind.isGroup(group)),
    list: once(lists, (group) => behind.list(group)),
    forget(file) {
      const isKnown = file !== undefined && contents.has(file)
      const wasThere = isKnown && contents.get(file) !== undefined
      // A file that came, or went, changes what its folders hold; one that is another source's changes nothing here.
      if (!isKnown || wasThere !== behind.has(file))
        for (const kept of [contents, files, groups, lists, isAvailable]) kept.clear()
      else if (wasThere) contents.delete(file)
    },
  }
}

function once<T>(kept: Map<string, T>, ask: (name: string) => T): (name: string) => T {
  return (name) => {
    const known = kept.get(name)
    if (known !== undefined || kept.has(name)) return known as T
    const answer = ask(name)
    kept.set(name, answer)
    return answer
  }
}
