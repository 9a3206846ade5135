import type { MapValue } from '@hydraconf/core'
import {
  browserFacts,
  type ConfigSource,
  type Environment,
  type GroupSchema,
  memorySource,
  type SearchPathEntry,
  type Source,
  type StoredConfig,
  type Struct,
} from '@hydraconf/core'
import { parse } from 'devalue'
import { nameOf } from '../../tree/file-name.js'
import type { FileData, FileRef, StoredData, TreeChange, TreeData } from '../../tree/tree-data.js'
import { TreeSource } from './tree-source.js'

/** Gets a file of the tree that did not come with it. */
export type FetchFileOf = (file: FileRef) => FileData | undefined

/** What a tree gets from around it. */
export interface AroundTree {
  readonly fetchFile: FetchFileOf
  readonly checks: ReadonlyMap<string, NonNullable<GroupSchema['check']>>
}

/** The tree in the page: its sources, and the environment that configs are composed in. */
export class PageTree {
  readonly sources: readonly TreeSource[]
  /** Values of environment variables, once the user has asked for them. */
  variables: Readonly<Record<string, string>> = {}
  private readonly refs = new WeakMap<Source, FileRef>()
  private readonly stored: readonly StoredConfig[]
  private readonly schemas: ReadonlyMap<string, GroupSchema>

  constructor(
    readonly data: TreeData,
    { fetchFile, checks }: AroundTree,
  ) {
    this.sources = data.sources.map(
      (source, at) =>
        new TreeSource(
          source,
          (path) => fetchFile({ source: at, path }),
          (path, made) => this.refs.set(made, { source: at, path }),
        ),
    )
    this.stored = data.stored.map(storedConfig)
    this.schemas = new Map(
      data.schemas.map(({ group, shape }) => [
        group,
        { shape: shape === undefined ? undefined : (parse(shape) as Struct), check: checks.get(group) },
      ]),
    )
  }

  /** The file that a text is of; undefined for what is in no file of the tree. */
  refOf(source: Source): FileRef | undefined {
    return this.refs.get(source)
  }

  /** Clock and variables are those of now. The files are those of the page, edits in them, or as they came from the disk. */
  environment(warn: Environment['warn'] = () => {}, isOnDisk = false): Environment {
    const { facts, rules } = this.data
    return {
      ...rules,
      open: (entry) => this.open(entry, isOnDisk),
      facts: {
        ...browserFacts({ ...facts, env: { ...facts.env, ...this.variables } }),
        version: facts.version,
      },
      extensions: {
        sources: this.sources.filter((_, at) => this.data.sources[at]!.isOfPlugin),
        stored: this.stored,
        schemas: this.schemas,
        resolvers: new Map(),
      },
      warn,
    }
  }

  /** How messages name a file of a source. */
  nameOf(source: number, path: string): string {
    return nameOf(this.sources[source]!, path, this.data.facts.cwd)
  }

  apply({ changed, removed }: TreeChange): void {
    for (const { source, ...file } of changed) this.sources[source]?.replace(file)
    for (const { source, path } of removed) this.sources[source]?.remove(path)
  }

  private open({ provider, path }: SearchPathEntry, isOnDisk: boolean): ConfigSource {
    const known =
      this.sources.find((source) => source.provider === provider && source.path === path) ??
      this.sources.find((source) => source.path === path)
    if (known === undefined) return { ...memorySource(provider, {}, { path }), available: () => false }
    return isOnDisk ? known.onDisk : known
  }
}

function storedConfig({ name, group, package: pkg, provider, value }: StoredData): StoredConfig {
  return { name, group, package: pkg, provider, value: parse(value) as MapValue }
}
