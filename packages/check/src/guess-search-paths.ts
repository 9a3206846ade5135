import { type ConfigSource, type Environment, openLibraryFor, schemeOf } from '@hydraconf/core'
import type { Attempt } from './attempt.js'
import { environmentOf, inFolder } from './composing.js'
import { folderOf, type TreeFiles } from './tree-files.js'

/**
 * Search paths with which a primary config may compose that does not find something: what it names relative to another
 * working directory than this one, or as a Python package; and the folder of the tree that has what it asks for. Empty
 * where nothing of the sort is found.
 */
export function searchPathsFor(
  { composing, error }: Attempt,
  { configs }: TreeFiles,
  environment: Environment,
): readonly string[] {
  if (error?.code !== 'option-not-found' && error?.code !== 'config-not-found') return []
  const { sources } = openLibraryFor(environmentOf(composing, environment), composing.configName)
  const main = sources.find(({ provider }) => provider === 'main')
  if (main === undefined || main.scheme !== 'file') return []
  const named = sources.filter(({ provider }) => provider.startsWith('hydra.searchpath'))
  const known = named.map((source) =>
    source.available() ? source.path : (pathAbove(source, main, environment) ?? source.path),
  )
  const isFound = known.some((path, at) => path !== named[at]!.path)
  const wanted = /'([^']*)'$/.exec(error.summary)?.[1]
  const folders = configs
    .filter((name) => name.endsWith(`/${wanted}`))
    .map((name) => name.slice(0, -wanted!.length - 1))
  if (!isFound && folders.length !== 1) return []
  const inTree = folders.length === 1 ? [`file://${inFolder(folderOf(main), folders[0]!)}`] : []
  return [...known, ...inTree.filter((path) => !known.includes(path))]
}

/** What a search path names, looked for from the folders around the tree: programs are run from one of them. */
function pathAbove({ path }: ConfigSource, main: ConfigSource, { open }: Environment): string | undefined {
  const scheme = schemeOf(path)
  const named = path.replace(/^\w+:\/\//, '')
  const relative = scheme === 'pkg' ? named.replaceAll('.', '/') : named
  if (relative.startsWith('/')) return undefined
  const parts = folderOf(main).split('/')
  for (let count = parts.length - 1; count > 0; count--) {
    const at = `file://${[...parts.slice(0, count), relative].join('/')}`
    if (open({ provider: 'main', path: at })?.available() === true) return at
  }
  return undefined
}
