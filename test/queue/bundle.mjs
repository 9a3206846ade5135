import { mkdirSync, symlinkSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const packages = fileURLToPath(new URL('../../packages', import.meta.url))
const source = (name) => join(packages, name, 'src/index.ts')

/** The node and bullmq packages as modules in a folder, with what they load when they need it. */
export async function bundle(folder) {
  await build({
    entryPoints: { node: source('node'), bullmq: source('bullmq') },
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    platform: 'node',
    format: 'esm',
    logLevel: 'silent',
    external: ['bullmq', 'ioredis'],
    alias: { '@hydraconf/core': source('core'), '@hydraconf/node': source('node') },
    banner: { js: "import { createRequire as make } from 'node:module'; const require = make(import.meta.url)" },
  })
  const links = {
    '@hydraconf/node': 'node',
    bullmq: 'bullmq/node_modules/bullmq',
    ioredis: 'bullmq/node_modules/ioredis',
  }
  for (const [name, to] of Object.entries(links)) {
    const path = join(folder, 'node_modules', name)
    mkdirSync(dirname(path), { recursive: true })
    symlinkSync(join(packages, to), path)
  }
}
