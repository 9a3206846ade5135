import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

// The files of the releases that come with this package. A page has no files: `build-panel.mjs` puts their texts in place of this.

/** The folder with the files, found by the package's own name: the code may be bundled elsewhere. */
const FOLDER = dirname(createRequire(import.meta.url).resolve('@hydraconf/quant/package.json'))

/** Which releases there are. */
export function versionsOfFiles(): readonly string[] {
  return readdirSync(join(FOLDER, 'releases'))
    .filter((name) => name.endsWith('.json'))
    .map((name) => name.slice(0, -'.json'.length))
}

/** The text of one. */
export function textOfFile(version: string): string {
  return readFileSync(join(FOLDER, 'releases', `${version}.json`), 'utf8')
}
