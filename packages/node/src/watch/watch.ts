import { type Composed, type ComposeRequest, compose, type Environment } from '@hydraconf/core'
import { changedKeys } from './changed-keys.js'
import { settledSources } from './settled-sources.js'
import type { WatchedSnapshot } from './snapshot-source.js'
import { watchFolder } from './watch-folder.js'

/** What came of a change. */
export interface Update {
  readonly composed: Composed
  /** Full keys of what is new, gone or different in the whole config, `hydra` included. */
  readonly changed: readonly string[]
}

export interface WatchOptions {
  /** Called after files changed and the config with them. Files that change together make one update. */
  readonly onUpdate?: ((update: Update) => void) | undefined
  /** Called when what is on disk does not compose; the last config that did stays. */
  readonly onError?: ((error: unknown) => void) | undefined
}

export interface Watch {
  /** The config as last composed. */
  readonly composed: Composed
  /**
   * Recomposes, for who knows better than the disk what changed: the path of a file in its config directory, or nothing
   * for anything. Undefined when the config stays as it was.
   *
   * @throws HydraconfError as `compose`; the last config that composed stays
   */
  recompose(file?: string): Update | undefined
  close(): void
}

/**
 * Composes, and composes again whenever a file of the config directories changes: a program can follow its configs while
 * they are edited. Between changes nothing is asked of the disk, and a change reads one file.
 *
 * ```ts
 * const { configName, environment } = appOf({ configDir: 'conf', configName: 'config' }, processHost())
 * const watching = watch({ configName }, environment, { onUpdate: ({ changed }) => console.log(changed) })
 * ```
 *
 * @throws HydraconfError as `compose`, for the first composition
 */
export function watch(request: ComposeRequest, environment: Environment, options: WatchOptions = {}): Watch {
  const sources = settledSources(environment.open)
  const settled: Environment = { ...environment, open: sources.open }
  const watchers: { close(): void }[] = []
  let isClosed = false
  let composed = compose(request, settled)

  const recompose = (files: readonly (string | undefined)[]): Update | undefined => {
    for (const source of sources.opened()) for (const file of files) source.forget(file)
    const before = composed
    composed = compose(request, settled)
    const changed = changedKeys(before.config, composed.config)
    return changed.length === 0 ? undefined : { composed, changed }
  }

  const { onUpdate, onError } = options
  if (onUpdate !== undefined) for (const source of sources.opened()) follow(source)

  return {
    get composed() {
      return composed
    },
    recompose: (file) => recompose([file]),
    close() {
      isClosed = true
      for (const watcher of watchers) watcher.close()
    },
  }

  function follow(source: WatchedSnapshot): void {
    if (source.scheme !== 'file') return
    const dir = source.path.replace(/^file:\/\//, '')
    let touched: Set<string | undefined> | undefined
    // An editor writes a file in several steps: what changes within a moment is one update.
    const settle = (): void => {
      if (isClosed) return
      const files = [...(touched ?? [])]
      touched = undefined
      try {
        const update = recompose(files)
        if (update !== undefined) onUpdate?.(update)
      } catch (error) {
        onError?.(error)
      }
    }
    const touchedBy = (file: string | undefined): void => {
      if (touched === undefined) setTimeout(settle, SETTLES_IN)
      touched ??= new Set()
      touched.add(file)
    }
    watchers.push(watchFolder(dir, touchedBy, onError))
  }
}

const SETTLES_IN = 20
