// `npm run build`: the packages as ES modules with declarations (dist/), and the `hydraconf` command as a bundle.
// `npm run build -- --command` makes the bundle alone.
import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { basename, dirname, join, parse } from 'node:path'
import { fileURLToPath } from 'node:url'
import { bundleLibraries, withImportHandedIn } from './bundle-libraries.mjs'
import { root, SetupError, say, setUp } from './setup.mjs'

const cli = join(root, 'packages/cli')
const chunks = join(cli, 'dist/chunks')

/** The packages: the name of each, and its folder. */
export function packageNames() {
  return readdirSync(join(root, 'packages')).map((folder) => {
    const home = join(root, 'packages', folder)
    return [JSON.parse(readFileSync(join(home, 'package.json'), 'utf8')).name, home]
  })
}

/** The bundled command. */
export const COMMAND = join(cli, 'dist/hydraconf.cjs')
/** The bundled `hydraconf/main`; modules take it by `require`, so that Node need not look for what it exports. */
const PROGRAM = join(cli, 'dist/program.cjs')
const PROGRAM_MODULE = `import { createRequire } from 'node:module'
export const { hydraMain } = createRequire(import.meta.url)('./program.cjs')
`

/** What `require('hydraconf/main')` gives, for TypeScript in CommonJS: the types are those of the modules. */
const PROGRAM_TYPES = `import type { hydraMain as main } from '@hydraconf/node' with { 'resolution-mode': 'import' }
export type { AppOptions, Run, Task } from '@hydraconf/node' with { 'resolution-mode': 'import' }
export declare const hydraMain: typeof main
`

/**
 * Bundles the command, unless the bundle there is newer than all it is made of: a small module that answers what needs
 * no engine, and the engine as one script, named by its content, that `load-engine.mjs` loads; and `hydraconf/main`, with
 * the same engine. All are CommonJS: Node starts it sooner than modules.
 */
export async function buildCommand({ force = false } = {}) {
  if (!force && isFresh()) return
  const engine = await bundle('engine.ts', {
    outdir: chunks,
    entryNames: '[name]-[hash]',
    outExtension: { '.js': '.cjs' },
    minify: true,
    define: { 'import.meta.url': 'bundleUrl' },
    banner: {
      js: "(function(exports,require,module,__filename,importModule){const bundleUrl=require('node:url').pathToFileURL(__filename).href;",
    },
    footer: { js: '})' },
  })
  const program = await bundleStart('program.ts', PROGRAM, engine)
  const command = await bundleStart('main.ts', COMMAND, engine, { banner: { js: '#!/usr/bin/env node' } })
  // The command last, each in one step: a run that starts meanwhile finds what it loads.
  place(engine.path, withImportHandedIn(engine.text))
  place(program.path, program.text)
  place(PROGRAM.replace('.cjs', '.mjs'), PROGRAM_MODULE)
  place(PROGRAM.replace('.cjs', '.d.cts'), PROGRAM_TYPES)
  place(command.path, command.text)
  for (const old of readdirSync(chunks)) if (old !== basename(engine.path)) rmSync(join(chunks, old), { force: true })
}

/** What starts the engine: it is loaded, not bundled. */
function bundleStart(entry, outfile, engine, options = {}) {
  const loading = join(root, 'scripts/load-engine.mjs')
  return bundle(entry, {
    outfile,
    minifySyntax: true,
    define: { ENGINE: JSON.stringify(basename(engine.path)), BUNDLE: JSON.stringify(parse(outfile).name) },
    plugins: [
      {
        name: 'the engine is loaded',
        setup: ({ onResolve }) => onResolve({ filter: /\/engine\.js$/ }, () => ({ path: loading })),
      },
    ],
    ...options,
  })
}

async function bundle(entry, options) {
  const { build } = await import('esbuild')
  const { outputFiles } = await build({
    entryPoints: [join(cli, 'src', entry)],
    bundle: true,
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    charset: 'ascii',
    write: false,
    logLevel: 'silent',
    alias: Object.fromEntries(
      ['core', 'schema', 'quant', 'node', 'check'].map((name) => [
        `@hydraconf/${name}`,
        join(root, `packages/${name}/src/index.ts`),
      ]),
    ),
    ...options,
  }).catch((error) => {
    throw new SetupError(`the hydraconf command does not build:\n${error.message}`)
  })
  return outputFiles[0]
}

function place(path, text) {
  mkdirSync(dirname(path), { recursive: true })
  const draft = `${path}.${process.pid}`
  writeFileSync(draft, text)
  if (path === COMMAND) chmodSync(draft, 0o755)
  renameSync(draft, path)
}

function isFresh() {
  if (!existsSync(COMMAND)) return false
  const built = statSync(COMMAND).mtimeMs
  const sources = readdirSync(join(root, 'packages')).flatMap((name) => [
    `packages/${name}/src`,
    `packages/${name}/package.json`,
  ])
  return [
    ...sources,
    'pnpm-lock.yaml',
    'scripts/build.mjs',
    'scripts/load-engine.mjs',
    'scripts/compiled-code.mjs',
  ].every((path) => newest(join(root, path)) < built)
}

/** When a file, or a folder or anything in it, last changed. A deletion changes its folder. */
function newest(path) {
  const stat = statSync(path, { throwIfNoEntry: false })
  if (!stat) return 0
  if (!stat.isDirectory()) return stat.mtimeMs
  return readdirSync(path, { withFileTypes: true }).reduce((latest, entry) => {
    const below = entry.name.endsWith('.test.ts') ? 0 : newest(join(path, entry.name))
    return Math.max(latest, below)
  }, stat.mtimeMs)
}

/** Writes the packages' modules, unless every package's are newer than what they are made of. */
export function buildPackagesIfStale() {
  const isFreshPackage = (name) => {
    const built = statSync(join(root, 'packages', name, 'dist/.tsbuildinfo'), { throwIfNoEntry: false })?.mtimeMs ?? 0
    return newest(join(root, 'packages', name, 'src')) < built
  }
  if (readdirSync(join(root, 'packages')).every(isFreshPackage)) return
  say('building the packages (once, and when one has changed) …')
  if (!buildPackages()) throw new SetupError('the packages do not type-check; see above.')
}

/**
 * Type-checks every package and test, and writes the packages' modules and declarations, and what Node loads of them. Says
 * whether all is well.
 */
export function buildPackages() {
  const { status } = spawnSync(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-b'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
  })
  if (status !== 0) return false
  bundleLibraries(packageNames())
  buildPageIfStale()
  return true
}

/** The page of the studio and the panels of plugins, each from the sources of what it holds, unless it is newer than they are. */
export function buildPageIfStale() {
  buildIfStale('studio/build-page.mjs', 'studio/dist/page/index.html', [
    'studio/src',
    'core/src',
    'check/src',
    'schema/src',
  ])
  buildIfStale('quant/build-panel.mjs', 'quant/dist/panel.js', ['quant/src', 'quant/releases'])
}

function buildIfStale(script, result, sources) {
  const at = (path) => join(root, 'packages', path)
  const built = statSync(at(result), { throwIfNoEntry: false })?.mtimeMs ?? 0
  if ([script, ...sources].every((path) => newest(at(path)) < built)) return
  const { status } = spawnSync(process.execPath, [at(script)], { cwd: root, stdio: ['ignore', 2, 2] })
  if (status !== 0) throw new SetupError(`packages/${script} does not build; see above.`)
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    await setUp()
    if (!process.argv.includes('--command') && !buildPackages())
      throw new SetupError('the packages do not type-check; see above.')
    await buildCommand({ force: true })
    say(`built packages/cli/dist/${basename(COMMAND)}`)
  } catch (error) {
    if (!(error instanceof SetupError)) throw error
    say(error.message)
    process.exitCode = 1
  }
}
