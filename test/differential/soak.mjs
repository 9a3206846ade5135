// Bundles `soak.ts` with the packages' sources and runs it, where `oracle.ts` stands: it finds its Python from there.
import { rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build } from 'esbuild'
import { packageSources } from '../../scripts/package-sources.mjs'

const here = dirname(fileURLToPath(import.meta.url))
const outfile = join(here, `../oracle/.soak-${process.pid}.mjs`)
process.setSourceMapsEnabled(true)
try {
  await build({
    entryPoints: [join(here, 'soak.ts')],
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
    alias: packageSources,
  })
  await import(pathToFileURL(outfile).href)
} finally {
  rmSync(outfile, { force: true })
}
