import type { FileRef } from '../../tree/tree-data.js'
import type { PageTree } from './page-tree.js'
import { type Refusal, refusalOf } from './refusal.js'

/** A file as the page shows it. */
export interface FileText {
  readonly text: string
  /** As it came from the disk. */
  readonly onDisk: string
  /** What the edits started from: something else than `onDisk` where the file changed meanwhile. */
  readonly editedFrom: string
  /** Why it cannot be had. */
  readonly refusal: Refusal | undefined
}

export interface FileName extends FileRef {
  /** As messages name it: `conf/db/mysql.yaml`. */
  readonly name: string
  readonly isEdited: boolean
}

export function fileNames(tree: PageTree): readonly FileName[] {
  return tree.sources.flatMap((of, source) =>
    of.paths.map((path) => {
      const file = of.file(path)!
      return { source, path, name: file.name, isEdited: file.isEdited }
    }),
  )
}

export function fileText(tree: PageTree, { source, path }: FileRef): FileText | undefined {
  const file = tree.sources[source]?.file(path)
  if (file === undefined) return undefined
  try {
    return { text: file.source.text, onDisk: file.onDisk.text, editedFrom: file.editedFrom, refusal: undefined }
  } catch (error) {
    return { text: '', onDisk: '', editedFrom: '', refusal: refusalOf(error, tree) }
  }
}
