import { anchorOfNothing, callerUnknown } from '../messages/library.js'
import { raise } from '../text/errors.js'
import type { SearchPath, SearchPathEntry } from './config-source.js'

/** Which entry of a search path is meant: by provider, by path, or by both. */
export type Anchor =
  | string
  | { readonly provider?: string | null | undefined; readonly path?: string | null | undefined }

/**
 * A new search path with an entry behind the last one that the anchor names, or at the end.
 * Mirrors `ConfigSearchPath.append`.
 */
export function append(searchPath: SearchPath, entry: SearchPathEntry, anchor?: Anchor): SearchPath {
  const at = anchor === undefined ? -1 : findLast(searchPath, anchor)
  return at === -1 ? [...searchPath, entry] : searchPath.toSpliced(at + 1, 0, entry)
}

/**
 * A new search path with an entry in front of the first one that the anchor names, or at the front.
 * Mirrors `ConfigSearchPath.prepend`.
 */
export function prepend(searchPath: SearchPath, entry: SearchPathEntry, anchor?: Anchor): SearchPath {
  const at = anchor === undefined ? -1 : findFirst(searchPath, anchor)
  return searchPath.toSpliced(Math.max(at, 0), 0, entry)
}

/**
 * The index of the first entry that an anchor names, or -1.
 * Mirrors `find_first_match`.
 */
export function findFirst(searchPath: SearchPath, anchor: Anchor): number {
  return searchPath.length === 0 ? -1 : searchPath.findIndex(isNamedBy(anchor))
}

/**
 * The index of the last entry that an anchor names, or -1.
 * Mirrors `find_last_match`.
 */
export function findLast(searchPath: SearchPath, anchor: Anchor): number {
  return searchPath.length === 0 ? -1 : searchPath.findLastIndex(isNamedBy(anchor))
}

function isNamedBy(anchor: Anchor): (entry: SearchPathEntry) => boolean {
  const { provider, path } = typeof anchor === 'string' ? { provider: anchor, path: undefined } : anchor
  if ((provider ?? path ?? undefined) === undefined) throw raise(anchorOfNothing())
  return (entry) => (provider ?? entry.provider) === entry.provider && (path ?? entry.path) === entry.path
}

/**
 * The search path of an app: Hydra's own configs, the app's, what plugins add, and last what the program stored.
 * Mirrors `create_config_search_path`.
 */
export function createSearchPath(main: string | undefined, added: SearchPath = []): SearchPath {
  return [
    { provider: 'hydra', path: 'pkg://hydra.conf' },
    ...(main === undefined ? [] : [{ provider: 'main', path: main }]),
    ...added,
    { provider: 'schema', path: 'structured://' },
  ]
}

/** What called: a file with an absolute path (links resolved), or a module by its dotted name. */
export interface Caller {
  readonly file?: string | undefined
  readonly module?: string | undefined
}

/**
 * Where a config path leads from the code that names it; undefined: nowhere, the app has no configs of its own.
 * Mirrors `compute_search_path_dir`. Paths are those of Python on Linux: `/` separates.
 */
export function searchPathDir(caller: Caller, configPath: string | undefined): string | undefined {
  if (configPath !== undefined && (configPath.startsWith('/') || configPath.startsWith('pkg://'))) return configPath
  if (caller.file !== undefined) {
    const folder = caller.file.slice(0, Math.max(caller.file.lastIndexOf('/'), 0))
    return configPath === undefined ? undefined : normalized(`${folder}/${configPath}`)
  }
  if (caller.module === undefined) throw raise(callerUnknown())
  return packageDir(caller.module, configPath)
}

//   module "app.sub.main", config path "../conf"  ->  pkg://app/conf
//           ^^^^^^^ the package of the module; each "../" takes one name off
function packageDir(module: string, configPath: string | undefined): string {
  let folder = withoutLastName(module)
  if (configPath === undefined) return `pkg://${folder}`
  let path = configPath
  while (path.startsWith('../')) {
    path = path.slice(3)
    folder = withoutLastName(folder)
  }
  return folder === '' ? `pkg://${path}` : `pkg://${folder}/${path}`
}

function withoutLastName(dotted: string): string {
  return dotted.slice(0, Math.max(dotted.lastIndexOf('.'), 0))
}

/** An absolute path without `.`, `..` and doubled slashes, as Python's `normpath`. */
function normalized(path: string): string {
  const walked: string[] = []
  for (const name of path.split('/')) {
    if (name === '..') walked.pop()
    else if (name !== '' && name !== '.') walked.push(name)
  }
  return `/${walked.join('/')}`
}
