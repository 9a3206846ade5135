import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import type { Source } from '@hydraconf/core'

/** The text files of a project that fit, by their path from its folder; installed packages and hidden folders are left out. */
export function* projectFiles(cwd: string, fits: (path: string) => boolean): Generator<Source> {
  const folders = [cwd]
  let left = MOST_FILES
  for (const folder of folders) {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const path = join(folder, entry.name)
      const name = relative(cwd, path)
      if (entry.isDirectory()) {
        if ((!entry.name.startsWith('.') || name === '.github') && !NEVER.has(entry.name)) folders.push(path)
      } else if (entry.isFile() && fits(name) && left-- > 0) {
        yield { kind: 'file', name, text: readFileSync(path, 'utf8') }
      }
    }
  }
}

const MOST_FILES = 10_000
const NEVER: ReadonlySet<string> = new Set(['node_modules', 'site-packages', '__pycache__', 'outputs', 'multirun'])
