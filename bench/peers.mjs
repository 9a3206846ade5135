// Beside what users would pick instead: hydra-fast, which composes the same, and the Node loaders, which read one file.
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { COMMAND } from '../scripts/build.mjs'
import { folderWith, HYDRA_FAST, NODE_LOADERS, output as outputOf, pythonWith } from './install-peers.mjs'
import { median, medians } from './numbers.mjs'
import { cpuOf, EMPTY, inTurn } from './processes.mjs'
import { startWorker } from './worker.mjs'

const GOALS = {
  S: { points: 60, process: 1.3 },
  M: { points: 60, process: 1.3 },
  L: { points: 20, process: 1.7 },
}

export async function measurePeers(bench) {
  if (bench.wanted('peer point')) await withPeer(HYDRA_FAST, pythonWith, (python) => measurePoints(bench, python))
  if (!bench.wanted('peer process')) return
  if (!bench.python) return
  // The packages as a program imports them.
  outputOf(process.execPath, [join(bench.root, 'scripts/build.mjs')])
  await withPeer(HYDRA_FAST, pythonWith, (python) => measureFirst(bench, python))
  await withPeer(NODE_LOADERS, folderWith, (folder) => measureLoaders(bench, folder))
}

/** Its lines are left out, with a word, where it cannot be installed. */
async function withPeer(peer, install, measure) {
  let installed
  try {
    installed = install(peer)
  } catch (error) {
    console.error(`Not beside ${peer.pins.join(', ')}, which cannot be installed here: ${error.message.split('\n')[0]}`)
    return
  }
  await measure(installed)
}

/** A sweep: every point has values of its own, and other options than the one before. */
async function measurePoints(bench, python) {
  for (const [name, { points: count }] of Object.entries(GOALS)) {
    const { dir, configName, group } = bench.tree(name)
    const points = Array.from({ length: count }, (_, at) => [
      `${group}=opt${at % 3}`,
      `run.id=${at}`,
      `run.steps=${at * 10}`,
      `+run.note=point ${at}`,
    ])
    const ask = { ask: 'points', dir, configName, points }
    const theirs = []
    const ours = []
    for (let round = 0; round < bench.rounds; round++) {
      const sides = [
        [startWorker(python, [new URL('hydra-fast-side.py', import.meta.url).pathname]), { ...ask, times: 5 }, theirs],
        [bench.sides.ours(), { ...ask, times: 15 }, ours],
      ]
      for (const [worker, question, answers] of sides) {
        answers.push(await worker.ask(question))
        worker.end()
      }
    }
    const sums = new Set([...theirs, ...ours].map(({ sum, error }) => error ?? sum))
    if (sums.size > 1) throw new Error(`points of ${name}: the two sides compose different configs`)
    bench.table.beside(17, `peer point beside hydra-fast, ${name}`, 10, medians(theirs), medians(ours))
  }
}

/** A whole process that imports the library, composes once and prints the YAML. */
function measureFirst(bench, python) {
  const theirs = join(bench.work, 'hydra_fast_program.py')
  writeFileSync(theirs, HYDRA_FAST_PROGRAM)
  const program = libraryProgram(bench)
  for (const [name, goals] of Object.entries(GOALS)) {
    const { dir } = bench.tree(name)
    const commands = {
      hydraFast: { words: [python, theirs, dir] },
      ours: { words: [process.execPath, program, dir] },
      command: { words: [process.execPath, COMMAND, '-cp', dir, '-cn', 'config'] },
      empty: EMPTY,
    }
    const texts = ['hydraFast', 'ours', 'command'].map((side) =>
      outputOf(commands[side].words[0], commands[side].words.slice(1), { cwd: bench.work }),
    )
    if (new Set(texts).size > 1) throw new Error(`first process on ${name}: they compose different configs`)
    const taken = inTurn(bench, commands)
    const { hydraFast, ours, command } = cpuOf(taken)
    bench.table.beside(18, `peer process beside hydra-fast, ${name}`, goals.process, hydraFast, ours)
    const over = median(ours.map((cpu, round) => cpu / command[round]))
    bench.table.atMost(18, `peer process over our command, ${name}`, 1.15, over, { unit: 'x', digits: 2 })
    const [peak, least] = [taken.ours, taken.empty].map((side) => median(side.map((one) => one.peak)))
    if (name === 'M')
      bench.table.atMost(18, 'peer process, peak memory over an empty Node, M', 12, peak - least, { unit: ' MiB' })
  }
}

/** Each of the loaders reads one file of two keys; ours composes S. */
function measureLoaders(bench, folder) {
  mkdirSync(join(folder, 'config'), { recursive: true })
  for (const file of ['config/default.yaml', 'app.config.yaml']) writeFileSync(join(folder, file), 'a: 1\nb: {c: 2}\n')
  const commands = { ours: { words: [process.execPath, libraryProgram(bench), bench.tree('S').dir] } }
  for (const [name, { text, extension }] of Object.entries(LOADERS)) {
    const file = join(folder, `${name}.${extension}`)
    writeFileSync(file, text)
    commands[name] = { words: [process.execPath, file] }
    outputOf(process.execPath, [file], { cwd: folder })
  }
  const taken = cpuOf(inTurn({ ...bench, work: folder }, commands))
  for (const [name, { goal }] of Object.entries(LOADERS)) {
    bench.table.beside(19, `peer process beside ${name}`, goal, taken[name], taken.ours)
  }
}

const HYDRA_FAST_PROGRAM = `import sys
from hydra_fast import OmegaConf, compose, initialize_config_dir

with initialize_config_dir(config_dir=sys.argv[1], version_base="1.3"):
    sys.stdout.write(OmegaConf.to_yaml(compose("config")))
`

/** The packages are found where npm would have put them. */
function libraryProgram({ work, root }) {
  const home = join(work, 'library')
  const scope = join(home, 'node_modules/@hydraconf')
  mkdirSync(scope, { recursive: true })
  rmSync(join(scope, 'node'), { force: true })
  symlinkSync(join(root, 'packages/node'), join(scope, 'node'))
  const file = join(home, 'library.mjs')
  writeFileSync(
    file,
    `import { composeDir } from '@hydraconf/node'

process.stdout.write(composeDir(process.argv[2], { configName: 'config', versionBase: '1.3' }).yaml())
`,
  )
  return file
}

/** How each prints what it read; the goal is its time beside ours. */
const LOADERS = {
  c12: {
    goal: 1.33,
    extension: 'mjs',
    text: `import { loadConfig } from 'c12'

const { config } = await loadConfig({ name: 'app', configFile: 'app.config.yaml' })
process.stdout.write(JSON.stringify(config))
`,
  },
  cosmiconfig: {
    goal: 0.83,
    extension: 'mjs',
    text: `import { cosmiconfig } from 'cosmiconfig'

const found = await cosmiconfig('app', { searchPlaces: ['app.config.yaml'] }).search()
process.stdout.write(JSON.stringify(found.config))
`,
  },
  'node-config': {
    goal: undefined,
    extension: 'cjs',
    text: "process.stdout.write(JSON.stringify(require('config')))\n",
  },
}
