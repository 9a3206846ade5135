import { type FSWatcher, readdirSync, type Stats, statSync, watch } from 'node:fs'
import { basename, dirname, join, resolve, sep } from 'node:path'

/** Told what was touched: a file whose text changed, by its path in the folder; undefined where anything may have. */
export type Touched = (file: string | undefined) => void

/**
 * Follows a folder and all below it: nothing that was there last goes unseen, whatever editors, version control or scripts
 * do to get it there. A file may be written, replaced by renaming, deleted and made again; a folder, the followed one too,
 * may go and come back.
 *
 * Each folder has a watch of its own, as has each folder above, where only the next one on the way down matters. Whatever
 * a name stands for is watched anew when the name is touched: the system watches what was there, not the name, and gives
 * its number to the next. (Node's own recursive watching loses a file that was replaced; libraries lose the root.)
 */
export function watchFolder(dir: string, touched: Touched, onError?: (error: unknown) => void): { close(): void } {
  const root = resolve(dir)
  const watchers = new Map<string, FSWatcher>()
  let isClosed = false
  let isAsked = false
  sync()
  return {
    close() {
      isClosed = true
      for (const path of [...watchers.keys()]) drop(path)
    },
  }

  /** Watches what is there now. What came while that was done is found by looking again. */
  function sync(): void {
    for (let isNew = true; isNew; ) {
      const wanted = [...above(root), ...foldersIn(root)]
      const known = new Set(wanted)
      for (const path of [...watchers.keys()]) if (!known.has(path)) drop(path)
      isNew = wanted.filter((path) => !watchers.has(path) && follow(path)).length > 0
    }
  }

  /** Whether the folder is watched now. */
  function follow(path: string): boolean {
    try {
      const watcher = watch(path, (event, name) => heard(path, event, name))
      watcher.on('error', (error) => {
        drop(path)
        onError?.(error)
      })
      watchers.set(path, watcher)
      return true
    } catch (error) {
      // It may be gone again, and above the root it may be nobody's business here.
      if (NO_MORE.has((error as NodeJS.ErrnoException).code ?? '')) onError?.(error)
      return false
    }
  }

  function heard(path: string, event: string, name: string | null): void {
    const isAbove = path !== root && isIn(root, path)
    // Above the root only what lies on the way to it counts.
    if (isAbove && name !== null && name !== basename(path) && !isOnWay(join(path, name))) return
    if (event === 'change' && name !== null && !isAbove) {
      touched(relativePath(join(path, name)))
      return
    }
    // A watch of a folder also tells, under the folder's own name, that it went.
    if (name === null || name === basename(path)) dropAllIn(path)
    if (name !== null) dropAllIn(join(path, name))
    touched(undefined)
    if (isAsked) return
    isAsked = true
    setImmediate(() => {
      isAsked = false
      if (isClosed) return
      sync()
      // What happened before it was watched.
      touched(undefined)
    })
  }

  function isOnWay(path: string): boolean {
    return path === root || isIn(root, path)
  }

  function relativePath(path: string): string {
    return path
      .slice(root.length + 1)
      .split(sep)
      .join('/')
  }

  function dropAllIn(path: string): void {
    for (const known of [...watchers.keys()]) if (known === path || isIn(known, path)) drop(known)
  }

  function drop(path: string): void {
    watchers.get(path)?.close()
    watchers.delete(path)
  }
}

/** The system has no more watches to give. */
const NO_MORE: ReadonlySet<string> = new Set(['ENOSPC', 'EMFILE'])

function isIn(path: string, folder: string): boolean {
  return path.startsWith(folder.endsWith(sep) ? folder : folder + sep)
}

/** The folders above, from the root of the file system down. */
function above(path: string): readonly string[] {
  const up = dirname(path)
  return up === path ? [] : [...above(up), up]
}

/** A folder and those in it, links followed, but none into itself. */
function foldersIn(dir: string, within: ReadonlySet<string> = new Set()): readonly string[] {
  const stat = statOf(dir)
  if (!stat?.isDirectory()) return []
  const id = `${stat.dev}:${stat.ino}`
  if (within.has(id)) return []
  const ways = new Set([...within, id])
  return [dir, ...namesIn(dir).flatMap((name) => (NEVER.has(name) ? [] : foldersIn(join(dir, name), ways)))]
}

/** Folders without configs, and with very many files. */
const NEVER: ReadonlySet<string> = new Set(['.git', 'node_modules', '__pycache__'])

function namesIn(dir: string): readonly string[] {
  try {
    return readdirSync(dir, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() || entry.isSymbolicLink())
      .map(({ name }) => name)
  } catch {
    return []
  }
}

function statOf(path: string): Stats | undefined {
  try {
    return statSync(path)
  } catch {
    return undefined
  }
}
