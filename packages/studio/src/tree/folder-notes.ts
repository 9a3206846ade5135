import { readdirSync, readlinkSync, realpathSync, statSync } from 'node:fs'

/**
 * What of a folder a page leaves out, in words: links that lead back to a folder they are in, and links to nothing. Of a folder that
 * cannot be listed its source tells.
 */
export function folderNotes(root: string): readonly string[] {
  const notes: string[] = []
  const pending = ['']
  for (const folder of pending) {
    for (const { name, isLink, isFolder } of entriesOf(`${root}/${folder}`)) {
      const path = folder === '' ? name : `${folder}/${name}`
      if (isFolder) pending.push(path)
      if (isLink) for (const note of linkNotes(root, path)) notes.push(note)
    }
    if (pending.length > MOST_FOLDERS) return notes
  }
  return notes
}

const MOST_FOLDERS = 100_000

function entriesOf(dir: string) {
  try {
    return readdirSync(dir, { withFileTypes: true }).map((entry) => ({
      name: entry.name,
      isLink: entry.isSymbolicLink(),
      isFolder: entry.isDirectory(),
    }))
  } catch {
    return []
  }
}

function linkNotes(root: string, path: string): readonly string[] {
  const full = `${root}/${path}`
  try {
    if (!statSync(full).isDirectory()) return []
    const target = realpathSync(full)
    const here = realpathSync(`${full}/..`.replace(/[^/]+\/\.\.$/, ''))
    const leadsBack = here === target || here.startsWith(`${target}/`)
    return leadsBack ? [`${path}: the link leads back to ${readlinkSync(full)}, and is not followed`] : []
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    return [`${path}: the link ${code === 'ELOOP' ? 'leads to itself' : 'leads nowhere'}`]
  }
}
