import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { raise } from '@hydraconf/core'
import { pageNotBuilt } from '../messages.js'

/** The page as it was built: its files by name. */
export type PageFiles = ReadonlyMap<string, string>

export const PAGE_FILES = [
  'index.html',
  'studio.js',
  'studio.css',
  'worker.js',
  'editor-text.js',
  'editor-view.js',
  'editor-syntax.js',
  'editor.js',
] as const

/** Reads the built page, which is shipped with the package. @throws HydraException where it was not built */
export function pageFiles(folder = builtPage()): PageFiles {
  return new Map(PAGE_FILES.map((name) => [name, readFileSync(join(folder, name), 'utf8')]))
}

/** `dist/page`, seen from `dist` and from `src`. */
function builtPage(): string {
  const folder = fileURLToPath(new URL('../../dist/page', import.meta.url))
  if (!existsSync(join(folder, 'index.html'))) throw raise(pageNotBuilt({ folder }))
  return folder
}
