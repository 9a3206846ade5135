// Builds the page of the studio into dist/page: a classic script for the page, one for its editors, one for its worker, and the style.
// Classic, not modules: a page that was published into a folder is opened from the disk, too, where browsers load no modules.
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'

const home = fileURLToPath(new URL('.', import.meta.url))
const page = join(home, 'src/page')
const engine = (name) => fileURLToPath(new URL(`../${name}/src/index.ts`, import.meta.url))

/** Builds it into a folder. Each file takes its place in one step: who reads the page meanwhile finds the old one or the new. */
export async function buildPage(into = join(home, 'dist/page')) {
  const draft = `${into}.${process.pid}`
  mkdirSync(draft, { recursive: true })
  mkdirSync(into, { recursive: true })
  await script(draft, 'main.tsx', 'studio.js')
  await script(draft, 'editor/index.ts', 'editor.js', 'STUDIO_EDITING')
  await script(draft, 'engine/worker.ts', 'worker.js')
  // The page last: it is there once all of it is.
  for (const name of ['studio.css', 'index.html']) writeFileSync(join(draft, name), readFileSync(join(page, name)))
  for (const name of ['worker.js', 'editor.js', 'studio.js', 'studio.css', 'index.html'])
    renameSync(join(draft, name), join(into, name))
  rmSync(draft, { recursive: true, force: true })
}

/** `global` names what the script leaves in the page: what its entry exports. */
async function script(into, entry, name, global) {
  await build({
    root: page,
    configFile: false,
    logLevel: 'warn',
    // The engine as its sources are: nothing else has to be built first.
    resolve: { alias: { '@hydraconf/core': engine('core'), '@hydraconf/check': engine('check') } },
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
    build: {
      outDir: into,
      emptyOutDir: false,
      target: 'es2022',
      modulePreload: false,
      // In kB: the engine is one script on purpose.
      chunkSizeWarningLimit: 1000,
      rollupOptions: {
        input: join(page, entry),
        preserveEntrySignatures: global === undefined ? false : 'strict',
        output: { format: 'iife', entryFileNames: name, codeSplitting: false, name: global },
      },
    },
  })
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildPage()
