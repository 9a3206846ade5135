import { tooManyFolders } from '../messages/library.js'
import { raise } from '../text/errors.js'
import type { ConfigSource } from './config-source.js'
import type { Library } from './library.js'

/** More are no config tree; links between folders can make far more paths than there are folders. */
const MOST_FOLDERS = 100_000

/**
 * Every group with options, at any depth.
 *
 * @throws HydraException for a folder that cannot be listed, and beyond 100,000 folders
 */
export function* allGroups(library: Library): Generator<string> {
  const below = (parent: string) =>
    library.options(parent, 'group').map((name) => (parent === '' ? name : `${parent}/${name}`))
  let count = 0
  const pending = below('').reverse()
  for (let group = pending.pop(); group !== undefined; group = pending.pop()) {
    if (++count > MOST_FOLDERS) throw raise(tooManyFolders({ folder: group, limit: MOST_FOLDERS }))
    if (library.options(group, 'config').length > 0) yield group
    for (const child of below(group).reverse()) pending.push(child)
  }
}

/**
 * The YAML files of a source, relative to it, sorted. Files that Hydra does not see (`.yml`) are among them.
 *
 * @throws HydraException for a folder that cannot be listed, and beyond 100,000 folders
 */
export function filesIn(source: Pick<ConfigSource, 'path' | 'list'>): readonly string[] {
  const files: string[] = []
  const folders = ['']
  for (const folder of folders) {
    for (const { name, kind } of source.list(folder)) {
      const path = folder === '' ? name : `${folder}/${name}`
      if (kind === 'group') folders.push(path)
      else if (/\.ya?ml$/.test(name)) files.push(path)
    }
    if (folders.length > MOST_FOLDERS) throw raise(tooManyFolders({ folder: source.path, limit: MOST_FOLDERS }))
  }
  return files.sort()
}
