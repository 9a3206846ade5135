import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, sep } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import type { AppOptions } from '@hydraconf/node'

/** A folder of configs, and what is known of the program that they are for. */
export interface FoundTree {
  /** The folder of the configs, absolute. */
  readonly folder: string
  /** The folder that the program is run in: `hydra.runtime.cwd`, and what search paths are relative to. */
  readonly project: string
  /** What its `hydraconf.config.mjs` says. */
  readonly options: AppOptions
}

export interface FindOptions {
  /** Folders that are trees, whatever is in them. */
  readonly named: readonly string[]
  /** Whether no settings file of a project is run. */
  readonly safe: boolean
  /** Hears of a settings file that cannot be run. */
  readonly onError: (file: string, error: unknown) => void
}

/**
 * The trees of a workspace: what a `hydraconf.config.mjs` names, and the topmost folders that hold a config with a defaults
 * list, or are called `conf`, `config` or `configs` and hold a `config.yaml`.
 */
export async function findTrees(workspace: string, { named, safe, onError }: FindOptions): Promise<FoundTree[]> {
  const trees = new Map<string, FoundTree>()
  const add = (tree: FoundTree): void => void (trees.has(tree.folder) || trees.set(tree.folder, tree))
  for (const folder of named) add({ folder, project: workspace, options: {} })

  const waiting: { folder: string; project: string }[] = [{ folder: workspace, project: workspace }]
  for (let at = waiting.shift(); at !== undefined; at = waiting.shift()) {
    const { folder } = at
    const names = namesIn(folder)
    const settings = safe ? undefined : SETTINGS.find((name) => names.files.includes(name))
    const project = settings === undefined ? at.project : folder
    if (settings !== undefined) {
      const tree = await treeOfProject(folder, settings, onError)
      if (tree !== undefined) add(tree)
    }
    if (trees.has(folder)) continue
    if (isTree(folder, names.files)) add({ folder, project, options: {} })
    else for (const name of names.folders) waiting.push({ folder: join(folder, name), project })
    if (waiting.length > MOST_FOLDERS) break
  }
  return topmost([...trees.values()])
}

const MOST_FOLDERS = 100_000

const SETTINGS = ['hydraconf.config.mjs', 'hydraconf.config.js']

async function treeOfProject(
  folder: string,
  settings: string,
  onError: FindOptions['onError'],
): Promise<FoundTree | undefined> {
  const file = join(folder, settings)
  try {
    const { default: options = {} } = (await import(pathToFileURL(file).href)) as { default?: AppOptions }
    const { configDir = existsSync(join(folder, 'conf')) ? 'conf' : '.' } = options
    const path =
      configDir instanceof URL || configDir.startsWith('file:') ? fileURLToPath(String(configDir)) : configDir
    // The configs of a package are not there to be edited.
    if (path.startsWith('pkg://')) return undefined
    return { folder: join(path.startsWith(sep) ? '' : folder, path), project: folder, options }
  } catch (error) {
    onError(file, error)
    return undefined
  }
}

function isTree(folder: string, files: readonly string[]): boolean {
  const configs = files.filter((name) => name.endsWith('.yaml'))
  if (configs.includes('config.yaml') && TREE_NAMES.test(folder)) return true
  return configs.some((name) => hasDefaults(join(folder, name)))
}

const TREE_NAMES = /(^|[\\/])(conf|configs?|hydra_conf)$/

function hasDefaults(file: string): boolean {
  try {
    return /^defaults:/m.test(readFileSync(file, 'utf8'))
  } catch {
    return false
  }
}

function namesIn(folder: string): { readonly files: readonly string[]; readonly folders: readonly string[] } {
  try {
    const entries = readdirSync(folder, { withFileTypes: true })
    return {
      files: entries.filter((entry) => !entry.isDirectory()).map(({ name }) => name),
      folders: entries
        .filter((entry) => entry.isDirectory() && !NEVER.test(entry.name))
        .map(({ name }) => name)
        .sort(),
    }
  } catch {
    return { files: [], folders: [] }
  }
}

/** Hidden folders, installed packages, and the runs that Hydra writes. */
const NEVER = /^(\.|node_modules$|site-packages$|__pycache__$|outputs$|multirun$)/

function topmost(trees: readonly FoundTree[]): FoundTree[] {
  return trees.filter(({ folder }) => !trees.some((other) => folder.startsWith(other.folder + sep)))
}
