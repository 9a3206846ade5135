import { realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { type ConfigSource, raise } from '@hydraconf/core'
import { changedMeanwhile, notAFileOfTheTree, partlyWritten } from '../messages.js'
import { folderOf, textOnDisk } from '../tree/read-file.js'
import type { FileRef } from '../tree/tree-data.js'

/** A file to write: the text that the page started from, and the new one. */
export interface Edit extends FileRef {
  readonly was: string
  readonly text: string
}

/**
 * Writes files of the tree, each whole or not at all: first every file is held against what the page started from, then all
 * drafts are written, and only then do they take their places, one after the other.
 *
 * @throws HydraException where a file was changed meanwhile or is none of the tree, and where only some took their places
 */
export function save(edits: readonly Edit[], sources: readonly ConfigSource[]): void {
  const targets = edits.map((edit) => ({ ...edit, target: targetOf(edit, sources) }))
  for (const { target, was, path } of targets)
    if (textOnDisk(target) !== was) throw raise(changedMeanwhile({ file: path }))
  const drafts: { draft: string; target: string; path: string }[] = []
  let placed = 0
  try {
    for (const { target, text, path } of targets) {
      const draft = join(dirname(target), `.${basename(target)}.${process.pid}.draft`)
      drafts.push({ draft, target, path })
      writeFileSync(draft, text)
    }
    for (; placed < drafts.length; placed++) renameSync(drafts[placed]!.draft, drafts[placed]!.target)
  } catch (error) {
    for (const { draft } of drafts) rmSync(draft, { force: true })
    if (placed === 0) throw error
    const files = drafts.map(({ path }) => path)
    throw raise(
      partlyWritten({ written: files.slice(0, placed), left: files.slice(placed), why: (error as Error).message }),
    )
  }
}

/** The file behind a name, links followed: it has to be one that the source lists, in the folder that it serves. */
function targetOf({ source, path }: Edit, sources: readonly ConfigSource[]): string {
  const of = sources[source]
  const folder = of === undefined ? undefined : folderOf(of)
  if (folder === undefined || !isPlain(path) || !of!.has(path)) throw raise(notAFileOfTheTree({ file: path }))
  const target = realpathSync(join(folder, path))
  if (!target.startsWith(`${realpathSync(folder)}/`)) throw raise(notAFileOfTheTree({ file: path }))
  return target
}

/** Down from the folder, step by step. */
function isPlain(path: string): boolean {
  return /\.ya?ml$/.test(path) && path.split('/').every((name) => name !== '' && name !== '.' && name !== '..')
}
