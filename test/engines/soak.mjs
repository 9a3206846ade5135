// Sweeps whose workers, jobs and coordinator are killed at random moments:
// `node test/engines/soak.mjs local|redis|slurm|ray [JOBS [TIMES [SEED]]]`. Every job is done, none twice or by two at once, no file is
// torn. Ends with 1 where something does not hold, with 2 where the engine cannot be started. Ray is one that answers as Ray does,
// or the real one that HYDRACONF_RAY names. `npm run soak` calls it among others.
import { fileURLToPath } from 'node:url'
import { buildPackagesIfStale } from '../../scripts/build.mjs'
import { importBundled } from '../../scripts/import-bundled.mjs'

buildPackagesIfStale()
const at = (path) => fileURLToPath(new URL(path, import.meta.url))
// A neighbour of the folders that its parts look from.
await importBundled(at('soak/soak.ts'), at(`.soak-${process.pid}.mjs`), ['esbuild', 'vitest'])
