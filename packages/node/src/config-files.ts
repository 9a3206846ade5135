import { raise } from '@hydraconf/core'
import { fileSource } from './file-source.js'
import { tooManyFolders } from './messages.js'

/** More are no config tree; links between folders can make far more paths than there are folders. */
export const MOST_FOLDERS = 100_000

/**
 * The YAML files below a folder, relative to it, sorted. Files that Hydra does not see (`.yml`) are among them. Links
 * are followed, as `fileSource` lists them.
 *
 * @throws HydraException for a folder that cannot be listed, and beyond 100,000 folders
 */
export async function configFiles(dir: string, { cwd }: { readonly cwd?: string } = {}): Promise<readonly string[]> {
  const source = fileSource('main', dir, { ...(cwd === undefined ? {} : { cwd }) })
  const files: string[] = []
  const folders = ['']
  for (const folder of folders) {
    for (const { name, kind } of source.list(folder)) {
      const path = folder === '' ? name : `${folder}/${name}`
      if (kind === 'group') folders.push(path)
      else if (/\.ya?ml$/.test(name)) files.push(path)
    }
    if (folders.length > MOST_FOLDERS) throw raise(tooManyFolders({ folder: dir, limit: MOST_FOLDERS }))
  }
  return files.sort()
}
