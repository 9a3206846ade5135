import type { DialectName } from '../dialect/dialect.js'
import type { Override } from '../grammar/override.js'
import {
  type ConfigSource,
  type OpenSource,
  type SearchPath,
  type SearchPathEntry,
  schemeOf,
} from '../library/config-source.js'
import type { Document } from '../library/document.js'
import { type Library, openLibrary } from '../library/library.js'
import { type StoredConfig, storedSource } from '../library/stored-source.js'
import type { VersionRules } from '../library/version-rules.js'
import { mainNotThere } from '../messages/composition.js'
import type { Extensions } from '../plugin.js'
import { raise } from '../text/errors.js'
import type { Follow } from '../value/config-node.js'
import { HYDRA_PATH, hydraSource, hydraStored } from './builtin/source.js'
import type { Environment } from './environment.js'
import { extendSearchPath, unavailableSources } from './extend-search-path.js'

const NOTHING_ADDED: Pick<Extensions, 'sources' | 'stored'> = { sources: [], stored: [] }

export interface OpenedEnvironment {
  readonly library: Library
  readonly warnings: readonly string[]
}

/** What a command line says of where configs are looked for: the primary config's own search path, or another. */
interface PrimaryRequest {
  readonly configName: string | undefined
  readonly overrides: readonly Override[]
}

/**
 * The library of a composition: the search path with what plugins add behind the app's own configs, and with what
 * `hydra.searchpath` adds behind that.
 *
 * @throws MissingConfigException where the app's own config directory is not there
 */
export function openEnvironment(
  environment: Environment,
  { configName, overrides }: PrimaryRequest,
  rules: VersionRules,
  follow: Follow,
): OpenedEnvironment {
  const { searchPath, open } = sourcesOf(environment, rules)
  const library = openLibrary(searchPath, open, rules)
  const primary = configName === undefined ? undefined : library.load(configName)
  // What gave a config is there.
  if (primary?.provider !== 'main') refuseMissingMain(library)

  const extended = extendSearchPath(searchPath, primary, overrides, follow)
  if (extended === undefined) return { library, warnings: [] }
  const wider = openLibrary(extended, open, rules)
  // The primary config says where to look, so it is not looked for there.
  const load: Library['load'] = (name, last) => (name === configName ? primary : wider.load(name, last))
  return { library: { ...wider, load }, warnings: unavailableSources(wider) }
}

/**
 * The primary config alone, before anything else is known; undefined where there is none.
 *
 * @throws what reading it throws
 */
export function readPrimary(
  environment: Environment,
  configName: string | undefined,
  rules: VersionRules,
): Document | undefined {
  if (configName === undefined) return undefined
  const { searchPath, open } = sourcesOf(environment, rules)
  return openLibrary(searchPath, open, rules).load(configName)
}

function sourcesOf(environment: Environment, rules: VersionRules): { searchPath: SearchPath; open: OpenSource } {
  const { sources, stored } = environment.extensions ?? NOTHING_ADDED
  return {
    searchPath: withSources(environment.searchPath, sources),
    open: (entry) =>
      builtinSource(entry, stored, rules.dialect.name) ??
      sources.find((source) => isOf(source, entry)) ??
      environment.open(entry),
  }
}

/** Hydra's own configs, and the store: what the engine holds itself. */
function builtinSource(
  { provider, path }: SearchPathEntry,
  stored: readonly StoredConfig[],
  dialect: DialectName,
): ConfigSource | undefined {
  if (path === HYDRA_PATH) return hydraSource(provider, dialect)
  return schemeOf(path) === 'structured' ? storeOf({ provider, path }, stored, dialect) : undefined
}

// Programs hand over the same stored configs every time.
const stores = new WeakMap<readonly StoredConfig[], Map<DialectName, ConfigSource>>()

function storeOf(
  { provider, path }: SearchPathEntry,
  stored: readonly StoredConfig[],
  dialect: DialectName,
): ConfigSource {
  const ofDialects = stores.get(stored) ?? new Map<DialectName, ConfigSource>()
  const known = ofDialects.get(dialect)
  if (known !== undefined && known.provider === provider && known.path === path) return known
  const store = storedSource(provider, [...hydraStored(dialect), ...stored], { path })
  stores.set(stored, ofDialects.set(dialect, store))
  return store
}

function withSources(searchPath: SearchPath, sources: readonly ConfigSource[]): SearchPath {
  if (sources.length === 0) return searchPath
  const behind = searchPath.findIndex(({ provider }) => provider === 'command-line' || provider === 'schema')
  const entries = sources.map(({ provider, path }) => ({ provider, path }))
  return searchPath.toSpliced(behind === -1 ? searchPath.length : behind, 0, ...entries)
}

function isOf(source: ConfigSource, { provider, path }: SearchPathEntry): boolean {
  return source.provider === provider && source.path === path
}

function refuseMissingMain({ sources }: Library): void {
  const main = sources.find((source) => source.provider === 'main' && !source.available())
  if (main !== undefined) throw raise(mainNotThere({ path: main.path.replace(/^file:\/\//, '') }))
}
