// `npm run build`: the packages as ES modules with declarations (dist/), and the `hydraconf` command as a bundle.
// `npm run build -- --command` makes the bundle alone.
import { spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { root, SetupError, say, setUp } from './setup.mjs'

const cli = join(root, 'packages/cli')
const chunks = join(cli, 'dist/chunks')

/** The bundled command. */
export const COMMAND = join(cli, 'dist/hydraconf.js')

/**
 * Bundles the command, unless the bundle there is newer than all it is made of. What the command imports
 * dynamically lands in chunks of its own, so that starting it reads only what every run needs.
 */
export async function buildCommand({ force = false } = {}) {
  const entry = join(cli, 'src/main.ts')
  if (!existsSync(entry)) throw new SetupError('packages/cli/src/main.ts is missing: there is no command to build.')
  if (!force && isFresh()) return
  const { build } = await import('esbuild')
  const { outputFiles } = await build({
    entryPoints: { hydraconf: entry },
    outdir: join(cli, 'dist'),
    chunkNames: 'chunks/[name]-[hash]',
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    minifySyntax: true, // readable, but without what never runs
    write: false,
    logLevel: 'silent',
    alias: Object.fromEntries(
      ['core', 'schema', 'quant', 'node'].map((name) => [
        `@hydraconf/${name}`,
        join(root, `packages/${name}/src/index.ts`),
      ]),
    ),
  }).catch((error) => {
    throw new SetupError(`the hydraconf command does not build:\n${error.message}`)
  })

  // Chunks first and the command last, each in one step: a run that starts meanwhile finds all it imports.
  const files = outputFiles.toSorted((a, b) => Number(a.path === COMMAND) - Number(b.path === COMMAND))
  for (const { path, text } of files) place(path, path === COMMAND ? executable(text) : withRequire(text))
  const current = new Set(files.map(({ path }) => basename(path)))
  for (const old of existsSync(chunks) ? readdirSync(chunks) : [])
    if (!current.has(old)) rmSync(join(chunks, old), { force: true })
}

function place(path, text) {
  mkdirSync(dirname(path), { recursive: true })
  const draft = `${path}.${process.pid}`
  writeFileSync(draft, text)
  if (path === COMMAND) chmodSync(draft, 0o755)
  renameSync(draft, path)
}

function executable(text) {
  return `#!/usr/bin/env node\n${withRequire(text.replace(/^#!.*\n/, ''))}`
}

/** CommonJS dependencies ask for Node's modules by `require`, which an ES module has to make itself. */
function withRequire(text) {
  if (!text.includes('typeof require')) return text
  return `import { createRequire as __createRequire } from 'node:module';\nconst require = __createRequire(import.meta.url);\n${text}`
}

function isFresh() {
  if (!existsSync(COMMAND)) return false
  const built = statSync(COMMAND).mtimeMs
  const sources = readdirSync(join(root, 'packages')).flatMap((name) => [
    `packages/${name}/src`,
    `packages/${name}/package.json`,
  ])
  return [...sources, 'pnpm-lock.yaml', 'scripts/build.mjs'].every((path) => newest(join(root, path)) < built)
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

/** Type-checks every package and test, and writes the packages' modules and declarations. Says whether all is well. */
export function buildPackages() {
  const { status } = spawnSync(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-b'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
  })
  return status === 0
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
