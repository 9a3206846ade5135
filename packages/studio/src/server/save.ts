import {
  constants,
  copyFileSync,
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  realpathSync,
  renameSync,
  rmdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { type ConfigSource, raise } from '@hydraconf/core'
import { draftOf } from '@hydraconf/node'
import { alreadyThere, changedMeanwhile, notAFileOfTheTree, partlyWritten } from '../messages.js'
import { folderOf } from '../tree/file-name.js'
import { isPlainPath } from '../tree/plain-path.js'
import { textOnDisk } from '../tree/read-file.js'
import type { FileRef } from '../tree/tree-data.js'

/** A file to write: the text that the page started from, null for a new one, and the text that it is to have. */
export interface Edit extends FileRef {
  readonly was: string | null
  readonly text: string
}

/** A new text beside the place that it is to take. */
interface Draft {
  readonly draft: string
  readonly target: string
  /** As it is named to the user. */
  readonly path: string
  readonly isNew: boolean
}

/**
 * Writes files of the tree, each whole or not at all: first every file is held against what the page started from, then all
 * drafts are written, and only then do they take their places, one after the other. A new file takes no other's place.
 *
 * @throws HydraException where a file was changed meanwhile or is none of the tree, where a new one is there already, and where only
 * some took their places
 */
export function save(edits: readonly Edit[], sources: readonly ConfigSource[]): void {
  const drafts = edits.map((edit): Draft => {
    const target = targetOf(edit, sources)
    const draft = draftOf(target)
    return { draft, target, path: edit.path, isNew: edit.was === null }
  })
  for (const [at, { was, path }] of edits.entries())
    if (was !== null && textOnDisk(drafts[at]!.target) !== was) throw raise(changedMeanwhile({ file: path }))
  const made: { readonly folder: string; readonly first: string }[] = []
  let placed = 0
  try {
    for (const [at, { draft }] of drafts.entries()) {
      const folder = dirname(draft)
      const first = mkdirSync(folder, { recursive: true })
      if (first !== undefined) made.push({ folder, first })
      writeFileSync(draft, edits[at]!.text)
    }
    for (; placed < drafts.length; placed++) place(drafts[placed]!)
  } catch (error) {
    for (const { draft } of drafts) rmSync(draft, { force: true })
    for (const { folder, first } of made) removeEmpty(folder, first)
    if (placed === 0) throw error
    const files = drafts.map(({ path }) => path)
    throw raise(
      partlyWritten({ written: files.slice(0, placed), left: files.slice(placed), why: (error as Error).message }),
    )
  }
}

/** Takes back folders that were made, from the last up to the first: whoever put something in them meanwhile keeps them. */
function removeEmpty(folder: string, first: string): void {
  try {
    rmdirSync(folder)
    if (folder !== first) removeEmpty(dirname(folder), first)
  } catch {
    // There is something in it.
  }
}

/** In one step. */
function place({ draft, target, path, isNew }: Draft): void {
  if (!isNew) {
    renameSync(draft, target)
    return
  }
  try {
    linkSync(draft, target)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') throw raise(alreadyThere({ file: path }))
    // Not every file system has links.
    copyFileSync(draft, target, constants.COPYFILE_EXCL)
  }
  rmSync(draft)
}

/** The file behind a name, links followed: one that the source lists, or a new one, in the folder that it serves. */
function targetOf({ source, path, was }: Edit, sources: readonly ConfigSource[]): string {
  const of = sources[source]
  const folder = of === undefined ? undefined : folderOf(of)
  if (folder === undefined || !isPlainPath(path)) throw raise(notAFileOfTheTree({ file: path }))
  const target = was === null ? newTarget(folder, path) : of!.has(path) ? realpathSync(join(folder, path)) : undefined
  if (target === undefined || !target.startsWith(`${realpathSync(folder)}/`))
    throw raise(notAFileOfTheTree({ file: path }))
  return target
}

/** Where a new file is to be: the folders that are there may be links. */
function newTarget(folder: string, path: string): string {
  const target = join(folder, path)
  if (lstatSync(target, { throwIfNoEntry: false }) !== undefined) throw raise(alreadyThere({ file: path }))
  let there = dirname(target)
  while (!existsSync(there)) there = dirname(there)
  return join(realpathSync(there), target.slice(there.length))
}
