import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

/** One of our packages as a single module, as a program in a process of its own imports it. */
export async function bundlePackage(name: 'node' | 'cli', outfile: string): Promise<void> {
  const source = (of: string) => fileURLToPath(new URL(`../../packages/${of}/src/index.ts`, import.meta.url))
  await build({
    entryPoints: [source(name)],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    logLevel: 'silent',
    alias: { '@hydraconf/core': source('core'), '@hydraconf/node': source('node') },
    // CommonJS dependencies ask for Node's modules by `require`.
    banner: { js: "import { createRequire as make } from 'node:module'; const require = make(import.meta.url)" },
  })
}
