import type { FileData, FileRef, TreeChange, TreeData } from './tree-data.js'

/** What differs between two readings of a tree. Undefined where the folders themselves do: the page has to start over. */
export function changesBetween(before: TreeData, after: TreeData): TreeChange | undefined {
  if (foldersOf(before) !== foldersOf(after)) return undefined
  const changed: (FileData & { source: number })[] = []
  const removed: FileRef[] = []
  for (const [source, { files }] of after.sources.entries()) {
    const old = new Map(before.sources[source]!.files.map((file) => [file.path, file]))
    for (const file of files) {
      const known = old.get(file.path)
      if (known === undefined || !isSame(known, file)) changed.push({ ...file, source })
      old.delete(file.path)
    }
    for (const path of old.keys()) removed.push({ source, path })
  }
  return { changed, removed }
}

function foldersOf({ sources }: TreeData): string {
  return JSON.stringify(sources.map(({ provider, path }) => [provider, path]))
}

function isSame(a: FileData, b: FileData): boolean {
  return a.text === b.text && a.problem?.message === b.problem?.message
}
