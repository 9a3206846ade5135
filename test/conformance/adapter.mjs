// Bundles the adapter's sources and runs them: cases as JSON lines on stdin, answers on stdout.
// Each suite family is bundled by itself, when its first case comes, so that a family that does not
// build costs its own cases and no others.
import { mkdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { importBundled } from '../../scripts/import-bundled.mjs'

const at = (path) => fileURLToPath(new URL(path, import.meta.url))

const { values } = parseArgs({ options: { root: { type: 'string', default: process.cwd() } } })
mkdirSync(at('.build'), { recursive: true })

const { main } = await bundled('main')
await main({ root: values.root, load: (family) => bundled(`suites/${family}`) })

/** The exports of one source file. Several adapters may do this at once. */
function bundled(name) {
  const outfile = at(`.build/adapter-${process.pid}-${name.replaceAll('/', '-')}.mjs`)
  return importBundled(at(`src/${name}.ts`), outfile)
}
