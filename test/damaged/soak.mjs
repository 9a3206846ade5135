// Tries damaged config trees: `node test/damaged/soak.mjs [N [SEED]]`, ten thousand of any seed unless told. Prints what was
// answered wrongly, with what makes it again, and exits with 1 if anything was. `npm run soak` calls it among others.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build } from 'esbuild'
import { packageSources } from '../../scripts/package-sources.mjs'

const here = fileURLToPath(new URL('.', import.meta.url))
const count = Number(process.argv[2] ?? 10_000)
const seed = Number(process.argv[3] ?? Math.floor(Math.random() * 2 ** 31))
const { runDamaged, storedTrees } = await bundled()

const stored = storedTrees(join(here, '../..'))
const STEP = 1000
let wrong = 0
console.log(`${count} damaged trees of seed ${seed}`)
for (let from = 0; from < count; from += STEP) {
  for await (const { number, tree, faults } of runDamaged(stored, seed, from, Math.min(count, from + STEP))) {
    wrong++
    const { name, files, configName, overrides } = tree
    console.log(`tree ${number} of seed ${seed} (${name}): ${[configName, ...overrides].join(' ')}`)
    for (const fault of faults) console.log(`  ${fault}`)
    if (wrong <= 20)
      for (const [file, text] of Object.entries(files)) console.log(`  -- ${JSON.stringify(file)} --\n${text}`)
  }
  console.log(`${Math.min(count, from + STEP)} tried, ${wrong} answered wrongly`)
}
process.exitCode = wrong > 0 ? 1 : 0

/** The TypeScript beside this file, and the sources of the packages, as one module. */
async function bundled() {
  const folder = mkdtempSync(join(tmpdir(), 'hydraconf-damaged-'))
  try {
    const { outputFiles } = await build({
      stdin: { contents: "export * from './run-damaged.js'\nexport * from './trees.js'\n", resolveDir: here },
      bundle: true,
      write: false,
      platform: 'node',
      format: 'esm',
      banner: { js: "import { createRequire } from 'node:module'\nconst require = createRequire(import.meta.url)" },
      alias: packageSources,
      logLevel: 'error',
    })
    const file = join(folder, 'damaged.mjs')
    writeFileSync(file, outputFiles[0].text)
    return await import(pathToFileURL(file).href)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
