import { mkdirSync, rmSync, symlinkSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type BuildOptions, build } from 'esbuild'

type Package = 'node' | 'cli' | 'instantiate' | 'bullmq' | 'ray' | 'slurm'

/** One of our packages as a single module, as a program in a process of its own imports it. */
export async function bundlePackage(name: Package, outfile: string): Promise<void> {
  await build({ ...OPTIONS, entryPoints: [source(name)], outfile })
  linkNode(dirname(outfile))
  linkLibraries(name, dirname(outfile))
}

/** Several of them, a module each in a folder; what they have in common is there once. */
export async function bundlePackages(names: readonly Package[], outdir: string): Promise<void> {
  const entryPoints = Object.fromEntries(names.map((name) => [name, source(name)]))
  await build({ ...OPTIONS, entryPoints, outdir, splitting: true, chunkNames: 'shared-[hash]' })
  linkNode(outdir)
  for (const name of names) linkLibraries(name, outdir)
}

/** The `hydraconf` command, as a module that runs it. */
export async function bundleCommand(outfile: string): Promise<void> {
  const main = fileURLToPath(new URL('../../packages/cli/src/main.ts', import.meta.url))
  const alias = { ...OPTIONS.alias, '@hydraconf/check': source('check'), '@hydraconf/schema': source('schema') }
  await build({ ...OPTIONS, alias, entryPoints: [main], outfile })
  linkNode(dirname(outfile))
}

/** The package whose files, those that are no code, the module finds by its name. */
function linkNode(folder: string): void {
  link(folder, '@hydraconf/node', 'node')
}

function linkLibraries(name: Package, folder: string): void {
  for (const library of LIBRARIES[name] ?? []) link(folder, library, `${name}/node_modules/${library}`)
}

function link(folder: string, name: string, to: string): void {
  const path = join(folder, 'node_modules', name)
  mkdirSync(dirname(path), { recursive: true })
  rmSync(path, { force: true })
  symlinkSync(fileURLToPath(new URL(`../../packages/${to}`, import.meta.url)), path)
}

/** What a package loads when it needs it. */
const LIBRARIES: Partial<Record<Package, readonly string[]>> = { bullmq: ['bullmq', 'ioredis'] }

const source = (name: string): string => fileURLToPath(new URL(`../../packages/${name}/src/index.ts`, import.meta.url))

const OPTIONS = {
  bundle: true,
  platform: 'node',
  format: 'esm',
  logLevel: 'silent',
  external: ['bullmq', 'ioredis'],
  alias: { '@hydraconf/core': source('core'), '@hydraconf/node': source('node') },
  // CommonJS dependencies ask for Node's modules by `require`.
  banner: { js: "import { createRequire as make } from 'node:module'; const require = make(import.meta.url)" },
} as const satisfies BuildOptions
