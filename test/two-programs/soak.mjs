// Runs the plain program in Python and in Node with random command lines: `node test/two-programs/soak.mjs [N [SEED]]`, in the
// dialect that HYDRACONF_DIALECT names. Prints the lines that they answer differently and ends with 1 if there are any, with 2
// where real Hydra is not installed. `npm run soak` calls it among others.
import { rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build } from 'esbuild'
import { buildCommand, COMMAND } from '../../scripts/build.mjs'
import { packageSources } from '../../scripts/package-sources.mjs'

const here = dirname(fileURLToPath(import.meta.url))
const count = Number(process.argv[2] ?? 500)
const seed = Number(process.argv[3] ?? Math.floor(Math.random() * 2 ** 31))

await buildCommand()
const { askRandomLines, findPython } = await bundled()
const python = findPython()
if (python === undefined) process.exit(2)
console.log(`${count} command lines of seed ${seed}`)
let differing = 0
for await (const { line, same, hydra, hydraconf } of askRandomLines(python, { here, command: COMMAND }, count, seed)) {
  if (same) continue
  differing++
  console.log(`\nprogram ${line}`)
  for (const [who, answer] of Object.entries({ hydra, hydraconf })) console.log(`  ${who} ${JSON.stringify(answer)}`)
}
console.log(`${count} command lines, ${differing} answered differently`)
process.exitCode = differing > 0 ? 1 : 0

/** The sources in one file beside `oracle.ts`, which finds its Python from there. */
async function bundled() {
  const outfile = join(here, `../oracle/.soak-lines-${process.pid}.mjs`)
  try {
    await build({
      entryPoints: [join(here, 'random-lines.ts')],
      outfile,
      bundle: true,
      format: 'esm',
      platform: 'node',
      target: 'node20',
      logLevel: 'error',
      alias: packageSources,
    })
    return await import(pathToFileURL(outfile).href)
  } finally {
    rmSync(outfile, { force: true })
  }
}
