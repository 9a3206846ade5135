import { realpathSync } from 'node:fs'
import { dirname, resolve, sep } from 'node:path'
import { type ConfigSource, type OpenSource, raise, schemeOf } from '@hydraconf/core'
import { outsideFolders } from './messages.js'

/**
 * Opens the folders of configs that the user named, and no others, and in each reads only what really lies in it: a config
 * of someone else's reaches nothing else by `..`, an absolute name, a link or a search path of its own. What it asks for
 * elsewhere is refused, whether it is there or not.
 */
export function confinedOpener(open: OpenSource, named: ReadonlySet<string>, cwd: string): OpenSource {
  const roots = [...named].flatMap((path) => (schemeOf(path) === 'file' ? [folderOf(path, cwd)] : []))
  return (entry) => {
    const { path } = entry
    if (named.has(path)) {
      const source = open(entry)
      return source === undefined || schemeOf(path) !== 'file' ? source : confined(source, folderOf(path, cwd))
    }
    if (schemeOf(path) !== 'file') throw raise(outsideFolders({ path }))
    const folder = folderOf(path, cwd)
    if (!roots.some((root) => liesIn(root, folder))) throw raise(outsideFolders({ path }))
    const source = open(entry)
    return source === undefined ? undefined : confined(source, folder)
  }
}

function confined(source: ConfigSource, root: string): ConfigSource {
  const checked = (name: string): string => {
    const path = name.startsWith('/') ? resolve(name) : resolve(root, name)
    if (!liesIn(root, path)) throw raise(outsideFolders({ path }))
    return name
  }
  return {
    ...source,
    read: (file) => source.read(checked(file)),
    has: (file) => source.has(checked(file)),
    isGroup: (group) => source.isGroup(checked(group)),
    list: (group) => source.list(checked(group)),
  }
}

function folderOf(path: string, cwd: string): string {
  return resolve(cwd, path.replace(/^file:\/\//, ''))
}

/** By the place that a name really stands for; of what is not there, by the nearest folder above that is. */
function liesIn(root: string, path: string): boolean {
  const real = realPlace(path)
  const realRoot = realPlace(root)
  return real === realRoot || real.startsWith(realRoot.endsWith(sep) ? realRoot : realRoot + sep)
}

function realPlace(path: string): string {
  try {
    return realpathSync(path)
  } catch {
    const above = dirname(path)
    return above === path ? path : resolve(realPlace(above), path.slice(above.length).replace(/^[/\\]/, ''))
  }
}
