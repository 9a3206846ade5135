// Sweeps whose workers, jobs and coordinator are killed at random moments:
// `node test/engines/soak.mjs local|redis|slurm|ray [JOBS [TIMES [SEED]]]`. Every job is done, none twice or by two at once, no file is
// torn. Ends with 1 where something does not hold, with 2 where the engine cannot be started. Ray is one that answers as Ray does,
// or the real one that HYDRACONF_RAY names. `npm run soak` calls it among others.
import { rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build } from 'esbuild'
import { buildPackagesIfStale } from '../../scripts/build.mjs'
import { packageSources } from '../../scripts/package-sources.mjs'

buildPackagesIfStale()
const here = dirname(fileURLToPath(import.meta.url))
// A neighbour of the folders that its parts look from.
const outfile = join(here, `.soak-${process.pid}.mjs`)
try {
  await build({
    entryPoints: [join(here, 'soak/soak.ts')],
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    sourcemap: 'inline',
    logLevel: 'error',
    external: ['esbuild', 'vitest'],
    alias: packageSources,
  })
  process.setSourceMapsEnabled(true)
  await import(pathToFileURL(outfile).href)
} finally {
  rmSync(outfile, { force: true })
}
