import { watchFolder } from '@hydraconf/node'
import { changesBetween } from '../tree/changes.js'
import { folderOf, nameOf } from '../tree/file-name.js'
import type { ReadTree } from '../tree/read-tree.js'
import type { TreeChange } from '../tree/tree-data.js'

/** A tree that follows its folders. */
export interface FollowedTree {
  /** As last read. */
  readonly current: ReadTree
  close(): void
}

/**
 * Reads a tree, and again whenever a file of its folders changes. Tells of each change; undefined: the folders themselves are
 * others now.
 */
export function followTree(
  read: () => ReadTree,
  cwd: string,
  tell: (change: TreeChange | undefined) => void,
): FollowedTree {
  let current = read()
  let touched: Set<string> | undefined
  let isClosed = false
  const settle = (): void => {
    if (isClosed) return
    const files = touched ?? new Set()
    touched = undefined
    const before = current
    current = read()
    const change = changesBetween(before.data, current.data)
    if (change === undefined) {
      follow()
      // What happened before it was watched.
      touchedBy(undefined)
    }
    const whole = change === undefined ? undefined : { ...change, changed: [...change.changed, ...unread(files)] }
    if (whole === undefined || whole.changed.length + whole.removed.length > 0) tell(whole)
  }
  /** A file whose text the page asks for when it needs it may have another one now. */
  const unread = (files: ReadonlySet<string>): TreeChange['changed'] =>
    current.data.sources.flatMap(({ files: there }, source) =>
      there
        .filter(({ path, text, problem }) => text === undefined && problem === undefined && files.has(path))
        .map(({ path }) => ({ source, path, name: nameOf(current.sources[source]!, path, cwd) })),
    )
  const touchedBy = (file: string | undefined): void => {
    // An editor writes a file in several steps.
    if (touched === undefined) setTimeout(settle, SETTLES_IN)
    touched ??= new Set()
    if (file !== undefined) touched.add(file)
  }
  let watchers: readonly { close(): void }[] = []
  /** Watches the folders that there are now. */
  const follow = (): void => {
    for (const watcher of watchers) watcher.close()
    watchers = current.sources.flatMap((source) => {
      const folder = folderOf(source)
      return folder === undefined ? [] : [watchFolder(folder, touchedBy)]
    })
  }
  follow()
  return {
    get current() {
      return current
    },
    close: () => {
      isClosed = true
      for (const watcher of watchers) watcher.close()
    },
  }
}

const SETTLES_IN = 40
