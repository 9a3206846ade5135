import { readdirSync, statSync } from 'node:fs'
import { posix, resolve } from 'node:path'

/** A word whose value is a path begun: `data=./in` is `data=` and `./in`. */
export function splitFileWord(word: string): { readonly before: string; readonly name: string } | undefined {
  const equals = word.lastIndexOf('=')
  const name = word.slice(equals + 1)
  if (equals === -1 || !/^[./\\]/.test(name)) return undefined
  return { before: word.slice(0, equals + 1), name }
}

/** The files and folders that a path begun could mean, spelled as it is. */
export function completeFiles(name: string, cwd: string): readonly string[] {
  const isWhole = isFolder(resolve(cwd, name))
  const slash = name.lastIndexOf('/')
  const folder = isWhole ? name : slash === -1 ? '' : name.slice(0, slash === 0 ? 1 : slash)
  if (folder === '' || !isFolder(resolve(cwd, folder))) return []
  const begun = isWhole ? '' : name.slice(slash + 1)
  return namesIn(resolve(cwd, folder))
    .filter((file) => file.startsWith(begun))
    .map((file) => (folder.endsWith('/') ? folder + file : `${folder}${posix.sep}${file}`))
}

/** Nothing is offered from a folder that cannot be listed. */
function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false
}
