import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { raise } from '@hydraconf/core'
import { directoryNotMade, notWritten } from './messages.js'

/**
 * Writes a file whole or not at all: into a draft beside it, which then takes its place. Whatever happens on the way, a
 * full disk or a killed process, the name holds the old text or the new one.
 *
 * @throws HydraException with the path and the reason; no draft is left behind
 */
export function writeWhole(path: string, text: string): void {
  const draft = join(dirname(path), `.${basename(path)}.${process.pid}.draft`)
  try {
    writeFileSync(draft, text)
    renameSync(draft, path)
  } catch (error) {
    rmSync(draft, { force: true })
    throw raise(notWritten({ path, why: reason(error) }), undefined, error)
  }
}

/** A directory and those above it. */
export function makeDirectory(path: string): void {
  try {
    mkdirSync(path, { recursive: true })
  } catch (error) {
    throw raise(directoryNotMade({ path, why: reason(error) }), undefined, error)
  }
}

/** Why the system refused: `no space left on device`. */
export function reason(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException
  return (code !== undefined && REASONS[code]) || message
}

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EDQUOT: 'the disk quota is used up',
  EEXIST: 'a file is in the way',
  EISDIR: 'a directory is in the way',
  ENAMETOOLONG: 'the name is too long',
  ENOENT: 'there is no such directory',
  ENOSPC: 'no space left on the device',
  ENOTDIR: 'a file is in the way',
  EPERM: 'permission denied',
  EROFS: 'the file system is read-only',
}
