import {
  type ConfigSource,
  type DialectName,
  hydraSource,
  hydraStored,
  type Library,
  type OpenSource,
  openLibrary,
  rulesFor,
  type SearchPathEntry,
  type StoredConfig,
  storedSource,
} from '@hydraconf/core'
import { fileSource, packageSource } from '@hydraconf/node'
import { type ClassEntry, type StoreEntry, storedConfigs } from './stored.js'

export interface LibraryInput {
  readonly search_path: readonly SearchPathEntry[]
  readonly version_base: string | null
  readonly config_store?: readonly StoreEntry[]
  readonly schemas?: readonly ClassEntry[]
}

/** The library that the search path of a case opens, `$ROOT` standing for `root`. */
export function libraryFor(input: LibraryInput, root: string, dialect?: DialectName): Library {
  const searchPath = input.search_path.map(({ provider, path }) => ({ provider, path: path.replace('$ROOT', root) }))
  return openLibrary(
    searchPath,
    opener(storedConfigs(input.config_store ?? [], input.schemas), { dialect }),
    rulesFor(input.version_base ?? undefined, dialect),
  )
}

/** Opens sources as the command does; relative directories are relative to `cwd`. */
export function opener(
  store: readonly StoredConfig[],
  { cwd = process.cwd(), dialect }: { readonly cwd?: string; readonly dialect?: DialectName | undefined } = {},
): OpenSource {
  return ({ provider, path }): ConfigSource | undefined => {
    if (path === 'pkg://hydra.conf') return hydraSource(provider)
    if (path.startsWith('structured://')) return storedSource(provider, [...hydraStored(dialect), ...store])
    if (path.startsWith('pkg://')) return packageSource(provider, path)
    return fileSource(provider, path.replace('file://', ''), { path, cwd })
  }
}
