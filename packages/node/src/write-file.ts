import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { raise } from '@hydraconf/core'
import { directoryNotMade, notWritten } from './messages.js'
import { reason } from './system-reason.js'

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
