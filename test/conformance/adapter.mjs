// Bundles the adapter's sources and runs them: cases as JSON lines on stdin, answers on stdout.
// Each suite family is bundled by itself, when its first case comes, so that a family that does not
// build costs its own cases and no others.
import { mkdirSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { build } from 'esbuild'

const here = dirname(fileURLToPath(import.meta.url))
const packages = join(here, '../../packages')
const scratch = join(here, '.build')

const { values } = parseArgs({ options: { root: { type: 'string', default: process.cwd() } } })
process.setSourceMapsEnabled(true)
mkdirSync(scratch, { recursive: true })

const { main } = await bundled('main')
await main({ root: values.root, load: (family) => bundled(`suites/${family}`) })

/** The exports of one source file, bundled with the packages' sources. Several adapters may do this at once. */
async function bundled(name) {
  const outfile = join(scratch, `adapter-${process.pid}-${name.replaceAll('/', '-')}.mjs`)
  try {
    await build({
      entryPoints: [join(here, 'src', `${name}.ts`)],
      outfile,
      bundle: true,
      format: 'esm',
      platform: 'node',
      target: 'node20',
      sourcemap: 'inline',
      sourcesContent: false,
      logLevel: 'silent',
      // CommonJS dependencies ask for Node's modules by `require`, which an ES module has to make itself.
      banner: {
        js: "import { createRequire as __createRequire } from 'node:module'\nconst require = __createRequire(import.meta.url)",
      },
      alias: {
        '@hydraconf/core': join(packages, 'core/src/index.ts'),
        '@hydraconf/schema': join(packages, 'schema/src/index.ts'),
        '@hydraconf/quant': join(packages, 'quant/src/index.ts'),
        '@hydraconf/instantiate': join(packages, 'instantiate/src/index.ts'),
        '@hydraconf/node': join(packages, 'node/src/index.ts'),
        hydraconf: join(packages, 'cli/src/index.ts'),
      },
    })
    return await import(pathToFileURL(outfile).href)
  } finally {
    rmSync(outfile, { force: true })
  }
}
