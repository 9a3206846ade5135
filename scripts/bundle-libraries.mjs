// What Node loads of the packages whose manifests have a `node` condition: one file each, since many small modules take Node
// longer to find and link than to run. What is loaded on demand is a file of its own beside it, or in it for what is kept compiled,
// and runs when it is asked for; other packages stay imports, and bundlers and browsers take the modules as they are.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, join } from 'node:path'
import { root } from './setup.mjs'

/** What every program loads: these are scripts, so that Node can take code that was compiled before. */
const KEPT_COMPILED = ['@hydraconf/core', '@hydraconf/node']

/** Bundles packages: the name of each, and its folder. */
export function bundleLibraries(packages) {
  // Asked for when it is there: the set-up may install it first.
  const { buildSync } = createRequire(import.meta.url)('esbuild')
  for (const [name, home] of packages) {
    const { exports } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8'))
    if (exports?.['.']?.node === undefined) continue
    const outdir = join(home, 'dist/bundle')
    rmSync(outdir, { recursive: true, force: true })
    if (KEPT_COMPILED.includes(name)) bundleScript(buildSync, home, outdir)
    else buildSync({ ...libraryOf(home), outdir, format: 'esm', splitting: true })
  }
}

function libraryOf(home) {
  return {
    entryPoints: [join(home, 'src/index.ts')],
    bundle: true,
    packages: 'external',
    platform: 'node',
    target: 'node20',
    minifySyntax: true,
    sourcemap: true,
    sourcesContent: false,
    logLevel: 'warning',
  }
}

/** The package as a script, and a module that loads that and exports what is in it. */
function bundleScript(buildSync, home, outdir) {
  const library = libraryOf(home)
  const asModule = buildSync({ ...library, outdir, format: 'esm', sourcemap: false, metafile: true, write: false })
  const [{ exports: names, imports }] = Object.values(asModule.metafile.outputs)
  const ours = [...new Set(imports.map(({ path }) => path))].filter((path) => path.startsWith('@hydraconf/'))

  const { outputFiles } = buildSync({
    ...library,
    outdir,
    entryNames: 'library-[hash]',
    outExtension: { '.js': '.cjs' },
    format: 'cjs',
    charset: 'ascii',
    define: { 'import.meta.url': 'libraryUrl' },
    banner: { js: "const libraryUrl=require('node:url').pathToFileURL(__filename).href;" },
    write: false,
  })
  mkdirSync(outdir, { recursive: true })
  for (const { path, text } of outputFiles) writeFileSync(path, path.endsWith('.cjs') ? withImportHandedIn(text) : text)
  const script = outputFiles.find(({ path }) => path.endsWith('.cjs')).path

  buildSync({
    ...library,
    entryPoints: undefined,
    stdin: { contents: exporting(names, ours), resolveDir: join(root, 'scripts') },
    outfile: join(outdir, 'index.js'),
    format: 'esm',
    sourcemap: false,
    define: { LIBRARY: JSON.stringify(basename(script)) },
  })
}

function exporting(names, ours) {
  const imports = ours.map((name, at) => `import * as package${at} from '${name}'`)
  const packages = ours.map((name, at) => `'${name}': package${at}`)
  return `${imports.join('\n')}
import { load } from './load-library.mjs'
export const { ${names.join(', ')} } = load({ ${packages.join(', ')} })
`
}

/** What is left of `import()` loads modules of the user's; a script that was compiled before has none of its own. */
export function withImportHandedIn(text) {
  return text.replace(/(?<![\w$.'"`])import\(/g, 'importModule(')
}
