import { raise } from '@hydraconf/core'
import { alreadyThere, noPlaceForFile } from '../../messages.js'
import { isPlainPath } from '../../tree/plain-path.js'
import type { FileRef } from '../../tree/tree-data.js'
import type { PageTree } from './page-tree.js'
import { type Refusal, refusalOf } from './refusal.js'

/** A file as the page shows it. */
export interface FileText {
  /** As messages name it. */
  readonly name: string
  readonly text: string
  /** As it came from the disk. */
  readonly onDisk: string
  /** What the edits started from: something else than `onDisk` where the file changed meanwhile. */
  readonly editedFrom: string
  /** Made in the page: on disk there is none. */
  readonly isNew: boolean
  /** Why it cannot be had. */
  readonly refusal: Refusal | undefined
}

export interface FileName extends FileRef {
  /** As messages name it: `conf/db/mysql.yaml`. */
  readonly name: string
  readonly isEdited: boolean
  readonly isNew: boolean
}

export function fileNames(tree: PageTree): readonly FileName[] {
  return tree.sources.flatMap((of, source) =>
    of.paths.map((path) => {
      const file = of.file(path)!
      return { source, path, name: file.name, isEdited: file.isEdited, isNew: file.isNew }
    }),
  )
}

export function fileText(tree: PageTree, { source, path }: FileRef): FileText | undefined {
  const file = tree.sources[source]?.file(path)
  if (file === undefined) return undefined
  const { name, isNew } = file
  try {
    const { source: now, onDisk, editedFrom } = file
    return { name, text: now.text, onDisk: onDisk.text, editedFrom, isNew, refusal: undefined }
  } catch (error) {
    return { name, text: '', onDisk: '', editedFrom: '', isNew, refusal: refusalOf(error, tree) }
  }
}

/**
 * A new file in a folder of the tree, in the page alone: empty, as if it were there. A name without an ending gets that of configs.
 *
 * @throws HydraException for what is no place in the folder, and where there is a file
 */
export function createFile(tree: PageTree, source: number, typed: string): FileRef {
  const path = /\.ya?ml$/.test(typed) ? typed : `${typed}.yaml`
  const of = tree.sources[source]
  if (of === undefined || !isPlainPath(path)) throw raise(noPlaceForFile({ path: typed }))
  if (of.file(path) !== undefined) throw raise(alreadyThere({ file: of.file(path)!.name }))
  of.create(path, tree.nameOf(source, path))
  return { source, path }
}
