import type { Source } from '@hydraconf/core'
import type { Release } from '../release/release.js'

/** Where recipes and the files that they import are looked for. */
export interface RecipeLibrary {
  readonly release: Release
  /** The working directory; a path may be absolute. Left out: only the built-in library is there. */
  readonly local?: LocalFiles | undefined
}

export interface LocalFiles {
  /** The text of a file; undefined where there is no file. */
  read(path: string): string | undefined
  isFolder(path: string): boolean
}

/** A file that was found, and whether it is the library's own. */
export interface FoundFile {
  readonly source: Source
  /** The same for every way to spell the path of a file. */
  readonly id: string
  readonly isBuiltIn: boolean
}

const SUFFIX = /\.ya?ml$/

/**
 * The file that an import or `load_config` means: in the working directory first, then in the library; `.yml` is tried
 * before `.yaml`. It is never looked for beside the file that imports it.
 */
export function findConfig(name: string, library: RecipeLibrary): FoundFile | undefined {
  const paths = SUFFIX.test(name) ? [name] : [`${name}.yml`, `${name}.yaml`]
  return first(paths, (path) => localFile(path, library)) ?? first(paths, (path) => builtInFile(path, library))
}

/** The file or folder that `load_recipe` means: in the library first, then in the working directory. */
export function findRecipe(name: string, library: RecipeLibrary): FoundFile | { readonly folder: string } | undefined {
  const paths = SUFFIX.test(name) ? [name] : [name, `${name}.yml`, `${name}.yaml`]
  return (
    first(paths, (path) => builtInFile(path, library) ?? builtInFolder(path, library)) ??
    first(paths, (path) => localFile(path, library) ?? (library.local?.isFolder(path) ? { folder: path } : undefined))
  )
}

/** A file of a recipe that is a folder, which `found` names. */
export function fileInFolder(folder: string, section: string, library: RecipeLibrary): FoundFile | undefined {
  const paths = [`${folder}/${section}.yml`, `${folder}/${section}.yaml`]
  return first(
    paths,
    (path) => (isAbsolute(folder) ? undefined : builtInFile(path, library)) ?? localFile(path, library),
  )
}

/** Whether the library has a file of its own where one of the working directory was found. */
export function isShadowing({ source, isBuiltIn }: FoundFile, library: RecipeLibrary): boolean {
  return !isBuiltIn && builtInFile(source.name, library) !== undefined
}

/** How the library's own files are named in messages. */
export const builtInName = (path: string, { modelopt }: Release): string => `<ModelOpt ${modelopt}>/${path}`

function first<T>(paths: readonly string[], find: (path: string) => T | undefined): T | undefined {
  for (const path of paths) {
    const found = find(path)
    if (found !== undefined) return found
  }
  return undefined
}

function localFile(path: string, { local }: RecipeLibrary): FoundFile | undefined {
  const text = local?.read(path)
  if (text === undefined) return undefined
  return { source: { kind: 'file', name: path, text }, id: `local:${normal(path)}`, isBuiltIn: false }
}

function builtInFile(path: string, { release }: RecipeLibrary): FoundFile | undefined {
  const normalized = normal(path)
  const text = isAbsolute(path) ? undefined : release.library.get(normalized)
  if (text === undefined) return undefined
  const source: Source = { kind: 'builtin', name: builtInName(normalized, release), text }
  return { source, id: `built-in:${normalized}`, isBuiltIn: true }
}

function builtInFolder(path: string, { release }: RecipeLibrary): { folder: string } | undefined {
  const start = `${normal(path)}/`
  const isThere = !isAbsolute(path) && [...release.library.keys()].some((each) => each.startsWith(start))
  return isThere ? { folder: path } : undefined
}

const isAbsolute = (path: string): boolean => path.startsWith('/')

/** `a/./b/../c` is `a/c`. */
function normal(path: string): string {
  const parts: string[] = []
  for (const part of path.replaceAll('\\', '/').split('/')) {
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop()
    else if (part !== '.' && part !== '') parts.push(part)
  }
  return (isAbsolute(path) ? '/' : '') + parts.join('/')
}
