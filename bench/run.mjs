// npm run bench [-- --only TEXT] [--rounds N] [--jobs N] [--full] [--keep]
// Measures hydraconf beside real Hydra on the same trees, and prints a line for each target.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import { join, parse, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { build } from 'esbuild'
import { measureComposing } from './composing.mjs'
import { measureLanguage } from './language.mjs'
import { measurePeers } from './peers.mjs'
import { measureProcesses } from './processes.mjs'
import { Table } from './table.mjs'
import { SCALES, writeTree } from './trees.mjs'
import { startWorker } from './worker.mjs'

const here = fileURLToPath(new URL('.', import.meta.url))
const root = join(here, '..')
const { values: flags } = parseArgs({
  options: {
    only: { type: 'string', default: '' },
    rounds: { type: 'string', default: '3' },
    jobs: { type: 'string' },
    full: { type: 'boolean', default: false },
    keep: { type: 'boolean', default: false },
  },
})
const { full } = flags
const rounds = Number(flags.rounds)
const jobs = Number(flags.jobs ?? (full ? 100_000 : 2000))

const python = pythonWithHydra()
const work = realpathSync(mkdtempSync(join(os.tmpdir(), 'hydraconf-bench-')))
const table = new Table()
const made = new Map()
try {
  const ours = await bundle('our-side.ts')
  const sides = {
    hydra: python && (() => startWorker(python, [join(here, 'hydra-side.py')])),
    ours: () => startWorker(process.execPath, ['--expose-gc', ours]),
    floor: () => startWorker(process.execPath, [join(here, 'floors.mjs')]),
  }
  const bench = {
    full,
    rounds,
    jobs,
    python,
    root,
    work,
    table,
    sides,
    wanted,
    tree,
    trees,
    bundle,
    inTurn: inTurn(sides),
  }
  await measureComposing(bench)
  await measureLanguage(bench)
  await measureProcesses(bench)
  await measurePeers(bench)
} finally {
  rmSync(work, { recursive: true, force: true })
}
table.sum()
if (flags.keep) keep()

/** Lines have names, and `--only` asks for those with its text in their name. */
function wanted(name) {
  return name.includes(flags.only)
}

function pythonWithHydra() {
  const made = spawnSync('python3', [join(root, 'test/oracle/environment.py')], { encoding: 'utf8' })
  const venv = join(root, 'test/oracle/.venv/bin/python')
  if (made.status === 0 && existsSync(venv)) return venv
  console.error(
    'Real Hydra is not here (no Python 3, or the package index cannot be reached): only our side and the floors are measured.',
  )
  return undefined
}

async function bundle(entry) {
  const outfile = join(work, `${parse(entry).name}.mjs`)
  const source = (name) => join(root, 'packages', name, 'src/index.ts')
  await build({
    entryPoints: [join(here, entry)],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    logLevel: 'error',
    alias: { '@hydraconf/core': source('core'), '@hydraconf/node': source('node') },
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
  })
  return outfile
}

/** A tree by its name, written when it is first asked for. */
function tree(name) {
  if (!made.has(name)) made.set(name, writeTree(join(work, name), name, SCALES[name]))
  return made.get(name)
}

function trees() {
  return [
    ...['S', 'M', 'L'].map(tree),
    { name: 'preset', dir: join(root, 'conf'), configName: 'preset/qwen3_lm_sensitivity', cases: { plain: [] } },
  ]
}

/** Asks fresh processes each round, in turn: what slows the machine slows all. */
function inTurn(sides) {
  return async (question, count = rounds) => {
    const answers = { hydra: [], ours: [], floor: [] }
    for (let round = 0; round < count; round++) {
      for (const [name, ask] of Object.entries(question)) {
        if (!sides[name]) continue
        const worker = sides[name]()
        const answer = await worker.ask(ask)
        worker.end()
        if (answer.error !== undefined) throw new Error(`${name}: ${answer.error}`)
        answers[name].push(answer)
      }
    }
    return answers
  }
}

function keep() {
  mkdirSync(join(here, 'results'), { recursive: true })
  const file = join(here, 'results', `${new Date().toISOString().slice(0, 10)}.json`)
  const machine = {
    cpus: os.cpus().length,
    model: os.cpus()[0]?.model,
    memory: `${Math.round(os.totalmem() / 2 ** 30)} GiB`,
    node: process.version,
    hydra: python ? '1.3.5' : undefined,
  }
  writeFileSync(file, `${JSON.stringify({ machine, rounds, rows: table.rows }, null, 2)}\n`)
  console.log(`kept in ${relative(root, file)}`)
}
