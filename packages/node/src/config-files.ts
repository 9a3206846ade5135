import { resolve } from 'node:path'

/** The YAML files below a folder, relative to it, sorted. Files that Hydra does not see (`.yml`) are among them. */
export async function configFiles(dir: string): Promise<readonly string[]> {
  const { default: glob } = await import('fast-glob')
  const found = await glob('**/*.{yaml,yml}', {
    cwd: resolve(dir),
    dot: true,
    followSymbolicLinks: true,
    onlyFiles: true,
  })
  return found.sort()
}
