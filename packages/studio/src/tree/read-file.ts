import { readFileSync, statSync } from 'node:fs'
import { type ConfigSource, HydraconfError } from '@hydraconf/core'
import { folderOf, nameOf } from './file-name.js'
import type { FileData, ProblemData } from './tree-data.js'

/** A page shows no more of one file; a config is far smaller. */
export const MOST_BYTES = 8 * 2 ** 20

/** A file of a source as the page gets it. What cannot be read says why, in the words of the engine. */
export function readFile(source: ConfigSource, path: string, cwd: string): FileData | undefined {
  const name = nameOf(source, path, cwd)
  const bytes = sizeOf(source, path)
  if (bytes !== undefined && bytes > MOST_BYTES) return { path, name, problem: tooLarge(name, bytes) }
  try {
    const content = source.read(path)
    if (content?.kind !== 'text') return undefined
    return { path, name: content.source.name, text: content.source.text }
  } catch (error) {
    return { path, name, problem: problemOf(error) }
  }
}

/** The text of a file as it is now, past all caches. */
export function textOnDisk(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}

export function problemOf(error: unknown): ProblemData {
  if (!(error instanceof HydraconfError)) throw error
  return { code: error.code, message: error.summary, advice: error.advice }
}

function sizeOf(source: ConfigSource, path: string): number | undefined {
  const folder = folderOf(source)
  try {
    return folder === undefined ? undefined : statSync(`${folder}/${path}`).size
  } catch {
    // Who reads it says why it cannot be.
    return undefined
  }
}

function tooLarge(name: string, bytes: number): ProblemData {
  const size = (count: number) => `${Math.round(count / 2 ** 20)} MB`
  return {
    code: 'file-too-large',
    message: `${name} has ${size(bytes)}: the page takes files of up to ${size(MOST_BYTES)}`,
    advice: 'Compose it with the command: hydraconf reads files of any size that fits into memory.',
  }
}
