import { mkdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { raise } from '@hydraconf/core'
import { draftOf } from './drafts.js'
import { directoryNotMade, notWritten } from './messages.js'
import { reason } from './system-error.js'

/**
 * Writes a file whole or not at all: into a draft beside it, which then takes its place. Whatever happens on the way, a
 * full disk or a killed process, the name holds the old text or the new one.
 *
 * @throws HydraException with the path and the reason; no draft is left behind
 */
export function writeWhole(path: string, content: string | Uint8Array): void {
  const draft = draftOf(path)
  try {
    writeFileSync(draft, content)
    renameSync(draft, path)
  } catch (error) {
    rmSync(draft, { force: true })
    throw raise(notWritten({ path, why: reason(error) }), undefined, error)
  }
}

/** A directory and those above it. Says whether it is new. */
export function makeDirectory(path: string): boolean {
  try {
    return made(path)
  } catch (error) {
    throw raise(directoryNotMade({ path, why: reason(error) }), undefined, error)
  }
}

/**
 * By steps of our own: Node's `recursive` calls a read-only file system a missing directory, and never comes back from a
 * file system that refuses, as /proc does.
 */
function made(path: string): boolean {
  try {
    mkdirSync(path)
    return true
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code !== 'ENOENT' && isDirectory(path)) return false
    const above = dirname(path)
    if (code !== 'ENOENT' || isDirectory(above)) throw error
    made(above)
    return made(path)
  }
}

function isDirectory(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true
}
