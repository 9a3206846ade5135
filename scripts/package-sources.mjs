import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const PACKAGES = fileURLToPath(new URL('../packages', import.meta.url))

/** What esbuild takes as `alias` to bundle the packages from their sources, built or not. */
export const packageSources = Object.fromEntries(
  readdirSync(PACKAGES)
    .map((name) => [`@hydraconf/${name}`, join(PACKAGES, name, 'src/index.ts')])
    .filter(([, index]) => existsSync(index)),
)
