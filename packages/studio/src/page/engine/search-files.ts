import type { FileRef } from '../../tree/tree-data.js'
import type { PageTree } from './page-tree.js'

/** A line of a file that holds what was looked for. */
export interface FoundLine extends FileRef {
  readonly line: number
  readonly text: string
}

const MOST_FOUND = 500

/** The lines of all files that hold a text, small and capital letters alike. */
export function searchFiles(tree: PageTree, text: string): readonly FoundLine[] {
  const wanted = text.toLowerCase()
  const found: FoundLine[] = []
  for (const [source, of] of tree.sources.entries()) {
    for (const path of of.paths) {
      for (const [at, line] of linesOf(of, path).entries()) {
        if (!line.toLowerCase().includes(wanted)) continue
        found.push({ source, path, line: at + 1, text: line.slice(0, 200) })
        if (found.length >= MOST_FOUND) return found
      }
    }
  }
  return found
}

function linesOf(of: PageTree['sources'][number], path: string): readonly string[] {
  try {
    return of.file(path)!.source.text.split('\n')
  } catch {
    return []
  }
}
