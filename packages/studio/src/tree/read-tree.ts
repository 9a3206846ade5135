import {
  type ConfigSource,
  type Environment,
  filesIn,
  openLibraryFor,
  type PluginPanel,
  type WrittenCheck,
} from '@hydraconf/core'
import { stringify } from 'devalue'
import { readSchemas } from './checks.js'
import { folderOf, nameOf } from './file-name.js'
import { folderNotes } from './folder-notes.js'
import { problemOf, readFile } from './read-file.js'
import type { FileData, SourceData, StoredData, TreeData } from './tree-data.js'
import { variablesIn } from './variables.js'

/** What is asked for: the app of a command line. */
export interface Asked {
  readonly environment: Environment
  readonly configName: string | undefined
  readonly overrides: readonly string[]
  readonly command: readonly string[]
  readonly panels: readonly PluginPanel[]
}

/** A tree that was read, with the sources that its files came from. */
export interface ReadTree {
  readonly data: TreeData
  /** One for each of `data.sources`. */
  readonly sources: readonly ConfigSource[]
  /** The checks of groups' options, by group. */
  readonly checks: ReadonlyMap<string, WrittenCheck>
}

/** With more files than this a served page gets their names, and asks for a text when it needs it. */
const MOST_TEXTS = 2000

/** Reads all that the search path of an app reaches, those that its primary configs add with it. Composes nothing. */
export function readTree(asked: Asked, role: Pick<TreeData, 'isServed' | 'canEdit'>): ReadTree {
  const { environment, configName, overrides, command, panels } = asked
  const { open: _open, facts, extensions, strict: _strict, warn: _warn, cache: _cache, ...rules } = environment
  const ofPlugins = new Set(extensions?.sources ?? [])
  const sources = sourcesOf(asked)
  const notes: string[] = []
  const names = sources.map((source) => namesIn(source, notes))
  const takesTexts = !role.isServed || names.flat().length <= MOST_TEXTS
  const files = sources.map((source, at) => filesOf(source, names[at]!, facts.cwd, takesTexts))
  const texts = files.flat().map(({ text }) => text ?? '')
  const schemas = readSchemas(extensions?.schemas ?? new Map())
  const main = sources.find(({ provider }) => provider === 'main')
  return {
    sources,
    checks: schemas.written,
    data: {
      title: (main ?? sources[0])?.path.replace(/^file:\/\//, '').replace(`${facts.cwd}/`, '') ?? '',
      command,
      configName,
      overrides,
      rules,
      sources: sources.map(
        (source, at): SourceData => ({
          provider: source.provider,
          path: source.path,
          isAvailable: source.available(),
          isOfPlugin: ofPlugins.has(source),
          isOnDisk: folderOf(source) !== undefined,
          files: files[at]!,
        }),
      ),
      stored: storedOf(environment),
      schemas: schemas.data,
      hasChecks: schemas.written.size > 0,
      lacking: [...schemas.lacking, ...[...(extensions?.resolvers ?? [])].map(([name]) => `the resolver ${name}`)],
      variables: takesTexts
        ? [...new Set([...variablesIn(texts), ...Object.keys(rules.variableKeys ?? {})])].sort()
        : undefined,
      notes,
      facts: {
        cwd: facts.cwd,
        jobName: facts.jobName,
        version: facts.version,
        pythonVersion: facts.pythonVersion,
        env: Object.fromEntries(
          DECIDING.flatMap((name) => (facts.env[name] === undefined ? [] : [[name, facts.env[name]]])),
        ),
      },
      panels: panels.map(({ name, label }) => ({ name, label })),
      ...role,
    },
  }
}

/** The variables that change how Hydra composes. */
const DECIDING = ['SELF_WARNING_AS_ERROR']

/** What the search path of the app reaches, and what each of its primary configs adds to it; each place once. */
function sourcesOf({ environment, configName, overrides }: Asked): readonly ConfigSource[] {
  const bare = quietly(() => openLibraryFor(environment, undefined))
  const first = bare?.sources ?? environment.searchPath.flatMap((entry) => environment.open(entry) ?? [])
  const primaries = quietly(() => bare?.options('', 'config')) ?? []
  const ways = [
    () => openLibraryFor(environment, configName, overrides),
    ...primaries.map((name) => () => openLibraryFor(environment, name)),
  ]
  const further = ways.flatMap((open) => quietly(open)?.sources ?? [])
  const found = new Map<string, ConfigSource>()
  for (const source of [...first, ...further]) {
    if (!isOfEngine(source)) found.set(`${source.provider} ${source.path}`, source)
  }
  return [...found.values()]
}

/** Hydra's own configs and the store: a page has them with the engine. */
function isOfEngine({ path, scheme }: ConfigSource): boolean {
  return path === 'pkg://hydra.conf' || scheme === 'structured'
}

function namesIn(source: ConfigSource, notes: string[]): readonly string[] {
  if (!source.available()) {
    notes.push(`${source.path} (by ${source.provider}) is not there`)
    return []
  }
  const folder = folderOf(source)
  if (folder !== undefined) for (const note of folderNotes(folder)) notes.push(note)
  /** A folder that cannot be listed takes nothing else out of the tree. */
  const noting = <T>(listed: () => readonly T[]): readonly T[] => {
    try {
      return listed()
    } catch (error) {
      notes.push(problemOf(error).message)
      return []
    }
  }
  return noting(() => filesIn({ path: source.path, list: (group) => noting(() => source.list(group)) }))
}

function filesOf(
  source: ConfigSource,
  names: readonly string[],
  cwd: string,
  takesTexts: boolean,
): readonly FileData[] {
  if (takesTexts) return names.flatMap((path) => readFile(source, path, cwd) ?? [])
  return names.map((path) => ({ path, name: nameOf(source, path, cwd) }))
}

function storedOf({ extensions }: Environment): readonly StoredData[] {
  return (extensions?.stored ?? []).map(({ name, group, package: pkg, provider, value }) => ({
    name,
    group,
    package: pkg,
    provider,
    // The clone leaves out what the engine keeps beside a value under symbols.
    value: stringify(structuredClone(value)),
  }))
}

function quietly<T>(read: () => T): T | undefined {
  try {
    return read()
  } catch {
    return undefined
  }
}
