// Bundles `soak.ts` with the packages' sources and runs it, where `oracle.ts` stands: it finds its Python from there.
import { fileURLToPath } from 'node:url'
import { importBundled } from '../../scripts/import-bundled.mjs'

const at = (path) => fileURLToPath(new URL(path, import.meta.url))
await importBundled(at('soak.ts'), at(`../oracle/.soak-${process.pid}.mjs`))
