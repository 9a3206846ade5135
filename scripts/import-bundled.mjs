import { rmSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { build } from 'esbuild'
import { packageSources } from './package-sources.mjs'

/**
 * Runs a TypeScript file with the packages' sources, bundled into a module that is there for as long: what it imports is
 * found from where that lies.
 *
 * @param {string} entry the file
 * @param {string} outfile the module
 * @param {readonly string[]} external packages that stay outside
 */
export async function importBundled(entry, outfile, external = []) {
  process.setSourceMapsEnabled(true)
  try {
    await build({
      entryPoints: [entry],
      outfile,
      bundle: true,
      format: 'esm',
      platform: 'node',
      target: 'node20',
      sourcemap: 'inline',
      logLevel: 'error',
      // CommonJS dependencies ask for Node's modules by `require`, which an ES module has to make itself.
      banner: {
        js: "import { createRequire as __createRequire } from 'node:module'\nconst require = __createRequire(import.meta.url)",
      },
      external: [...external],
      alias: packageSources,
    })
    return await import(pathToFileURL(outfile).href)
  } finally {
    rmSync(outfile, { force: true })
  }
}
