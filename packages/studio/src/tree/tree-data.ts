import type { Environment } from '@hydraconf/core'

/** A config tree as the page gets it: plain data, all that composing takes. */
export interface TreeData {
  /** The folder of the primary configs, as the user names it. */
  readonly title: string
  /** The words of a command line before the name of the primary config: `['hydraconf', '-cp', 'conf']`. */
  readonly command: readonly string[]
  readonly configName: string | undefined
  readonly overrides: readonly string[]
  readonly rules: RulesData
  readonly sources: readonly SourceData[]
  readonly stored: readonly StoredData[]
  /** What the options of groups have to look like. */
  readonly schemas: readonly SchemaData[]
  /** Whether there are checks of them: a script, which the worker loads before it composes. */
  readonly hasChecks: boolean
  readonly facts: FactsData
  /** What the program brings that a page cannot run, by name: resolvers, what a schema cannot say. */
  readonly lacking: readonly string[]
  /**
   * Names of environment variables that the configs ask for, or that stand for keys; undefined: not all texts are here. Their
   * values are not here.
   */
  readonly variables: readonly string[] | undefined
  /** What is wrong with the folders, in words. */
  readonly notes: readonly string[]
  /** What plugins add to the page: tabs. */
  readonly panels: readonly PanelName[]
  /** Whether a server stands behind the page; a published folder has none. */
  readonly isServed: boolean
  readonly canEdit: boolean
  /** The number of the last change on disk that is in it, where a server tells of them. */
  readonly lastChange?: number
}

/** What an environment says beside what only a process has: where it looks, and by whose rules. */
export type RulesData = Omit<Environment, 'open' | 'facts' | 'extensions' | 'strict' | 'warn' | 'cache'>

/** A panel of a plugin; its script is got when someone looks at it. */
export interface PanelName {
  readonly name: string
  readonly label: string
}

/** One entry of the search path, or what a plugin brings, with its files. */
export interface SourceData {
  readonly provider: string
  /** As the search path spells it. */
  readonly path: string
  readonly isAvailable: boolean
  /** Brought by a plugin: stands behind the app's own configs. */
  readonly isOfPlugin: boolean
  /** Whether its files are files of a config folder, which an editor may write. */
  readonly isOnDisk: boolean
  /** By path in the source. */
  readonly files: readonly FileData[]
}

/** A file: its text, or that it is to be asked for, or what is wrong with it. */
export interface FileData {
  readonly path: string
  /** As messages name it: `conf/db/mysql.yaml`. */
  readonly name: string
  readonly text?: string | undefined
  readonly problem?: ProblemData | undefined
}

/** Why a file cannot be had, as the engine would say it. */
export interface ProblemData {
  readonly code: string
  readonly message: string
  readonly advice: string | undefined
}

/** A config that a plugin stored. */
export interface StoredData {
  readonly name: string
  readonly group: string | undefined
  readonly package: string | undefined
  readonly provider: string | undefined
  /** The value with its types, as `devalue` writes it: neither maps nor whole numbers are JSON. */
  readonly value: string
}

/** The schema of a group that a plugin brings. */
export interface SchemaData {
  readonly group: string
  /** The types of its options, as `devalue` writes them. */
  readonly shape: string | undefined
}

/** What composing may know of the outside, beside the clock. */
export interface FactsData {
  readonly cwd: string
  readonly jobName: string
  readonly version: string
  readonly pythonVersion: string | undefined
  /** The few that change how it composes; none that a config could show. */
  readonly env: Readonly<Record<string, string>>
}

/** A file of the tree, by the number of its source and its path there. */
export interface FileRef {
  readonly source: number
  readonly path: string
}

/** Files that are new or have another text, and those that are gone. */
export interface TreeChange {
  readonly changed: readonly (FileData & { readonly source: number })[]
  readonly removed: readonly FileRef[]
}
