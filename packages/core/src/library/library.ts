import { compareCodePoints } from '../grammar/compare-code-points.js'
import { notInSource, oldExtensionRefused, unknownScheme } from '../messages/library.js'
import { raise } from '../text/errors.js'
import { configFile } from './config-file-name.js'
import { type ConfigContent, type ConfigSource, type OpenSource, type SearchPath, schemeOf } from './config-source.js'
import type { Document } from './document.js'
import { readDocument } from './read-document.js'
import type { VersionRules } from './version-rules.js'

/** All sources seen through one search path: the first source that has a config serves it, groups are the union. */
export interface Library {
  readonly searchPath: SearchPath
  readonly sources: readonly ConfigSource[]
  readonly rules: VersionRules
  /**
   * Read and split once a composition; undefined when no source has it. What it was the last time under the same rules, if
   * that is at hand, comes back where its text and place are the same. Mirrors `ConfigRepository.load_config`.
   */
  load(name: string, last?: Document): Document | undefined
  hasConfig(name: string): boolean
  isGroup(name: string): boolean
  /** The options of a group, sorted, each once. Mirrors `ConfigLoader.get_group_options`. */
  options(group: string, kind?: OptionKind): readonly string[]
}

/** What counts as an option: configs, groups inside, or both. Mirrors `ObjectType`, where undefined is `any`. */
export type OptionKind = 'config' | 'group' | 'any'

/**
 * Opens the sources of a search path. A config is looked for when it is asked for, and read at most once a library;
 * a config that is not asked for costs nothing.
 * Mirrors `ConfigRepository`.
 *
 * @throws HydraException for an entry whose scheme nobody knows
 */
export function openLibrary(searchPath: SearchPath, open: OpenSource, rules: VersionRules): Library {
  const sources = searchPath.map((entry) => {
    const source = open(entry)
    if (source === undefined) throw raise(unknownScheme(entry.path, schemeOf(entry.path)))
    return source
  })
  return libraryOf(searchPath, sources, rules)
}

/** A library over sources that are open already. */
export function libraryOf(searchPath: SearchPath, sources: readonly ConfigSource[], rules: VersionRules): Library {
  const loaded = new Map<string, Document | undefined>()

  const load = (name: string, file: string, last: Document | undefined): Document | undefined => {
    for (const source of sources) {
      const content = source.read(file)
      if (content === undefined) continue
      return isStill(last, content, source) ? last : documentOf(content, source, { name, file }, rules)
    }
    return undefined
  }

  return {
    searchPath,
    sources,
    rules,
    load(name, last) {
      const known = loaded.get(name)
      if (known !== undefined || loaded.has(name)) return known
      const document = load(name, last?.file ?? configFile(name, rules), last)
      loaded.set(name, document)
      return document
    },
    hasConfig: (name) => {
      if (loaded.get(name) !== undefined) return true
      const file = configFile(name, rules)
      return sources.some((source) => source.has(file))
    },
    isGroup: (name) => sources.some((source) => source.isGroup(name)),
    options: (group, kind = 'config') => optionsIn(sources, group, kind, rules),
  }
}

/** Whether a document was read from what a source gives now. */
function isStill(last: Document | undefined, content: ConfigContent, source: ConfigSource): last is Document {
  if (last === undefined || content.kind !== 'text' || last.source !== content.source) return false
  return last.path === source.path && last.provider === source.provider && last.isSchema === isSchemaSource(source)
}

/** What a source gave for this name, and file, split. */
export function documentOf(
  content: ConfigContent,
  source: ConfigSource,
  { name, file }: Pick<Document, 'name' | 'file'>,
  rules: VersionRules,
): Document {
  const { provider, path } = source
  return readDocument(content, { name, file, provider, path, isSchema: isSchemaSource(source) }, rules)
}

/**
 * The config of this name in one source. Mirrors `ConfigSource.load_config`.
 *
 * @throws ConfigLoadError when the source has no such config.
 */
export function loadFrom(source: ConfigSource, name: string, rules: VersionRules): Document {
  const file = configFile(name, rules)
  const content = source.read(file)
  if (content === undefined) throw raise(notInSource(name, source.path))
  return documentOf(content, source, { name, file }, rules)
}

/** The store of the program, at the end of the search path: a config of its name in front is typed by it. */
export function isSchemaSource(source: ConfigSource): boolean {
  return source.provider === 'schema' && source.scheme === 'structured'
}

/** What a group holds over all sources. Python's own files are passed over, as Hydra does. */
function optionsIn(sources: readonly ConfigSource[], group: string, kind: OptionKind, rules: VersionRules): string[] {
  const options = new Set<string>()
  for (const source of sources) {
    if (source.isGroup(group)) for (const name of optionsOf(source, group, kind, rules)) options.add(name)
  }
  return [...options].sort(compareCodePoints)
}

/** The options of a group in one source. Mirrors `ConfigSource.list`. */
export function* optionsOf(
  source: ConfigSource,
  group: string,
  kind: OptionKind,
  rules: VersionRules,
): Generator<string> {
  const listings = source.list(group)
  const files = new Set<string>()
  for (const listing of listings) if (listing.kind === 'file') files.add(listing.name)
  for (const listing of listings) {
    const { name } = listing
    if (NOT_CONFIGS.has(name)) continue
    if (rules.dialect.defaults.refusesYml && name.endsWith('.yml')) {
      throw raise(oldExtensionRefused(group === '' ? name : `${group}/${name}`))
    }
    if (kind !== 'config' && listing.kind === 'group') yield name
    if (kind !== 'group' && files.has(configFile(name, rules))) yield withoutExtension(name)
  }
}

const NOT_CONFIGS: ReadonlySet<string> = new Set(['__pycache__', '__init__.py'])

function withoutExtension(file: string): string {
  const dot = file.lastIndexOf('.')
  return dot === -1 ? file : file.slice(0, dot)
}
