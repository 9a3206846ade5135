import { filesIn } from '@hydraconf/core'
import { fileSource } from './file-source.js'

/**
 * The YAML files below a folder, relative to it, sorted. Files that Hydra does not see (`.yml`) are among them. Links
 * are followed, as `fileSource` lists them.
 *
 * @throws HydraException for a folder that cannot be listed, and beyond 100,000 folders
 */
export async function configFiles(dir: string, { cwd }: { readonly cwd?: string } = {}): Promise<readonly string[]> {
  return filesIn(fileSource('main', dir, { ...(cwd === undefined ? {} : { cwd }), path: dir }))
}
