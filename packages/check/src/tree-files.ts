import { type ConfigSource, type Environment, raise } from '@hydraconf/core'
import { treeTooLarge } from './messages.js'

/** What lies in a folder of configs, as far as it is the tree's own. Names are relative to it, sorted. */
export interface TreeFiles {
  /** Configs by name: `config`, `db/mysql`. */
  readonly configs: readonly string[]
  /** Files that look like configs and are none: `db/mysql.yml`. */
  readonly unseen: readonly string[]
  /** Folders that hold a tree of their own, beside a program of their own. They are not looked into. */
  readonly otherTrees: readonly string[]
}

/** The source of the app's own configs; undefined where there is none, or it is not there. */
export function mainSource({ searchPath, open }: Environment): ConfigSource | undefined {
  const entry = searchPath.find(({ provider }) => provider === 'main')
  const source = entry === undefined ? undefined : open(entry)
  return source?.available() === true ? source : undefined
}

export interface TreeOptions {
  /** That the folder is a tree is a guess: one called `conf` or `configs` in it is the likelier tree. */
  readonly isGuessed?: boolean | undefined
}

/**
 * Every config below the root of a source. Hidden folders, installed packages, other projects and their trees are left
 * out; but where there are only such trees, and the folder was named, they are what was meant.
 */
export function treeFiles(source: ConfigSource, { isGuessed = false }: TreeOptions = {}): TreeFiles {
  const isOther = (name: string, files: readonly string[]): boolean => {
    if (!TREE_NAMES.has(name)) return false
    return hasProgram(files) || (isGuessed && !files.some((file) => file.endsWith('.yaml')))
  }
  const found = walked(source, isOther)
  return found.configs.length > 0 || isGuessed ? found : walked(source, () => false)
}

/** More are no config tree; links between folders can make far more paths than there are folders. */
const MOST_FOLDERS = 100_000

/** Every config below a folder, in whatever tree; hidden folders, installed packages and other projects are left out. */
export function everyConfig(source: ConfigSource): readonly string[] {
  return walked(source, () => false).configs
}

function walked(source: ConfigSource, isOther: (name: string, beside: readonly string[]) => boolean): TreeFiles {
  const configs: string[] = []
  const unseen: string[] = []
  const otherTrees: string[] = []
  const folders = ['']
  const look = (folder: string): void => {
    const listings = source.list(folder)
    const files = listings.filter(({ kind }) => kind === 'file').map(({ name }) => name)
    if (folder !== '' && files.some((name) => PROJECT_MARKERS.has(name))) return
    for (const name of files) {
      if (name.endsWith('.yaml')) configs.push(below(folder, name.slice(0, -'.yaml'.length)))
      else if (name.endsWith('.yml') && !name.startsWith('.')) unseen.push(below(folder, name))
    }
    for (const { name, kind } of listings) {
      if (kind !== 'group' || name.startsWith('.') || NEVER.has(name) || DAY.test(name)) continue
      if (isOther(name, files)) otherTrees.push(below(folder, name))
      else folders.push(below(folder, name))
    }
  }
  for (const folder of folders) {
    if (folders.length > MOST_FOLDERS) throw raise(treeTooLarge({ limit: MOST_FOLDERS }))
    look(folder)
  }
  return { configs: configs.sort(), unseen: unseen.sort(), otherTrees: otherTrees.sort() }
}

function hasProgram(files: readonly string[]): boolean {
  return files.some((name) => PROGRAM.test(name) && name !== '__init__.py')
}

/**
 * Whether a source is a project, or a folder around the app's configs: on the search path so that configs can be named,
 * not so that all that lies in it is an option.
 */
export function isAroundTree(source: ConfigSource, main: ConfigSource | undefined): boolean {
  if (main === undefined || source.provider === 'main' || source.scheme !== 'file' || !source.available()) return false
  if (`${folderOf(main)}/`.startsWith(`${folderOf(source)}/`)) return true
  return source.list('').some(({ name }) => PROJECT_MARKERS.has(name))
}

/** The directory that a file source serves. */
export function folderOf({ path }: Pick<ConfigSource, 'path'>): string {
  return path.replace(/^file:\/\//, '').replace(/\/+$/, '')
}

function below(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`
}

const PROJECT_MARKERS: ReadonlySet<string> = new Set([
  '.git',
  'Cargo.toml',
  'go.mod',
  'package.json',
  'pyproject.toml',
  'pyvenv.cfg',
  'setup.cfg',
  'setup.py',
])

const NEVER: ReadonlySet<string> = new Set(['node_modules', 'site-packages', '__pycache__'])

/** Hydra writes the files of its runs into `outputs/2026-01-31`. */
const DAY = /^\d{4}-\d\d-\d\d$/

const TREE_NAMES: ReadonlySet<string> = new Set(['conf', 'config', 'configs'])

const PROGRAM = /\.(py|[cm]?[jt]s)$/
