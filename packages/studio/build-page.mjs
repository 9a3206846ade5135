// Builds the page of the studio into dist/page: a classic script for the page, some for its editors, one for its worker, and the style.
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
  await script(draft, 'main.tsx', 'studio.js', WHOLE)
  await script(draft, 'editor/index.ts', 'editor.js', IN_PARTS)
  await script(draft, 'engine/worker.ts', 'worker.js', WHOLE)
  for (const name of EDITOR) write(draft, name, asPart(name, read(draft, name)))
  for (const name of ['studio.js', ...EDITOR]) write(draft, name, `${COMPILED_AT_ONCE}${read(draft, name)}`)
  // The page last: it is there once all of it is.
  for (const name of ['studio.css', 'index.html']) write(draft, name, read(page, name))
  for (const name of ['worker.js', ...EDITOR, 'studio.js', 'studio.css', 'index.html'])
    renameSync(join(draft, name), join(into, name))
  rmSync(draft, { recursive: true, force: true })
}

const WHOLE = { format: 'iife', codeSplitting: false }

/** A script each: the browser runs them in turns of their own, so that none takes it long. The names of some libraries say the rest. */
const IN_PARTS = {
  format: 'cjs',
  chunkFileNames: '[name].js',
  codeSplitting: {
    groups: [
      { name: 'editor-text', test: /@codemirror\/state|@marijn|style-mod|w3c-keyname|crelt/, priority: 3 },
      { name: 'editor-view', test: /@codemirror\/view/, priority: 2 },
      { name: 'editor-syntax', test: /@lezer|@codemirror\/language/, priority: 1 },
    ],
  },
}

/** Each needs those before it. */
const EDITOR = ['editor-text.js', 'editor-view.js', 'editor-syntax.js', 'editor.js']

/** A part as a classic script: what it exports stands in the page, and it takes the others from there. */
function asPart(name, code) {
  return `(function(exports,require){${code}})((globalThis.STUDIO_PARTS??={})["./${name}"]={},(name)=>STUDIO_PARTS[name])\n`
}

/** Tells V8 to compile every function where it reads the script, beside the page's thread, and not in it when one is first called. */
const COMPILED_AT_ONCE = '//# allFunctionsCalledOnLoad\n'

function read(folder, name) {
  return readFileSync(join(folder, name), 'utf8')
}

function write(folder, name, text) {
  writeFileSync(join(folder, name), text)
}

async function script(into, entry, name, output) {
  await build({
    root: page,
    configFile: false,
    logLevel: 'warn',
    // The engine as its sources are: nothing else has to be built first.
    resolve: {
      alias: Object.fromEntries(['core', 'check', 'schema'].map((name) => [`@hydraconf/${name}`, engine(name)])),
    },
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
        preserveEntrySignatures: output.format === 'cjs' ? 'strict' : false,
        output: { ...output, entryFileNames: name },
      },
    },
  })
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildPage()
