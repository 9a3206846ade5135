// Builds the panel of the studio into dist/panel.js: one classic script, with the releases inside and the engine of the page.
import { mkdirSync, readdirSync, readFileSync, renameSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const home = fileURLToPath(new URL('.', import.meta.url))

/** Builds it. It takes its place in one step: who reads it meanwhile finds the old one or the new. */
export async function buildPanel(into = join(home, 'dist/panel.js')) {
  const draft = `${into}.${process.pid}`
  mkdirSync(dirname(into), { recursive: true })
  await build({
    entryPoints: [join(home, 'src/panel/panel.ts')],
    outfile: draft,
    bundle: true,
    minify: true,
    format: 'iife',
    platform: 'browser',
    target: 'es2022',
    charset: 'ascii',
    logLevel: 'warning',
    plugins: [engineOfPage, releasesInside],
  })
  renameSync(draft, into)
}

/** The page has the engine: a panel works with its values, so it has to be the same one. */
const engineOfPage = {
  name: 'the engine is that of the page',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^@hydraconf\/core$/ }, () => ({ path: 'core', namespace: 'page' }))
    onLoad({ filter: /.*/, namespace: 'page' }, () => ({ contents: 'module.exports = hydraconf.core' }))
  },
}

/** In place of what reads their files. */
const releasesInside = {
  name: 'the releases are inside',
  setup({ onLoad }) {
    onLoad({ filter: /release[\\/]release-files\.ts$/ }, () => {
      const folder = join(home, 'releases')
      const texts = readdirSync(folder)
        .filter((name) => name.endsWith('.json'))
        .map((name) => [name.slice(0, -'.json'.length), smaller(readFileSync(join(folder, name), 'utf8'))])
      return {
        contents: `const texts = new Map(${JSON.stringify(texts)})
export const versionsOfFiles = () => [...texts.keys()]
export const textOfFile = (version) => texts.get(version)`,
      }
    })
  },
}

function smaller(json) {
  return JSON.stringify(JSON.parse(json))
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildPanel()
