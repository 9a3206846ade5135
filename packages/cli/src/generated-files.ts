import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Host } from '@hydraconf/node'

/** A file that a command makes of the tree. */
export interface GeneratedFile {
  readonly path: string
  readonly text: string
}

/** Whether a file is as it would be written. */
export function isUpToDate({ path, text }: GeneratedFile, host: Host): boolean {
  return textOf(resolve(host.cwd(), path)) === text
}

/** What `--check` ends with: 1 where files are not what would be written, and says which. */
export function checkUpToDate(files: readonly GeneratedFile[], host: Host): number {
  const others = files.filter((file) => !isUpToDate(file, host))
  for (const { path } of others) host.out(`${path} is not as the tree is\n`)
  return others.length > 0 ? 1 : 0
}

/** The text of a file; undefined where there is none. */
export function textOf(path: string): string | undefined {
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined
}
