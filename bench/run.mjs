// npm run bench [-- --only TEXT] [--rounds N] [--full] [--keep]
// Measures hydraconf beside real Hydra on the same trees, and prints a line for each target.
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import { join, parse } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { build } from 'esbuild'
import { logSlope, median, medians, ratios, spread } from './numbers.mjs'
import { interpolations, leaves, MILLION_JOBS, OVERRIDE_KINDS } from './questions.mjs'
import { familyScale, SCALES, writeTree } from './trees.mjs'
import { startWorker } from './worker.mjs'

const here = fileURLToPath(new URL('.', import.meta.url))
const root = join(here, '..')
const { values: flags } = parseArgs({
  options: {
    only: { type: 'string', default: '' },
    rounds: { type: 'string', default: '3' },
    full: { type: 'boolean', default: false },
    keep: { type: 'boolean', default: false },
  },
})
const rounds = Number(flags.rounds)
const wanted = (name) => name.includes(flags.only)

const python = pythonWithHydra()
const work = mkdtempSync(join(os.tmpdir(), 'hydraconf-bench-'))
const command = join(root, 'packages/cli/dist/hydraconf.cjs')
const rows = []
try {
  const ours = await bundle('our-side.ts')
  const sides = {
    hydra: python && (() => startWorker(python, [join(here, 'hydra-side.py')])),
    ours: () => startWorker(process.execPath, ['--expose-gc', ours]),
    floor: () => startWorker(process.execPath, [join(here, 'floors.mjs')]),
  }
  await measureReader()
  const trees = makeTrees()
  for (const tree of trees) await measureComposing(tree, sides)
  await measureGrowth(sides)
  await measureLanguage(sides)
  if (python) measureProcesses(trees)
} finally {
  rmSync(work, { recursive: true, force: true })
}
report()

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

function makeTrees() {
  const names = flags.full ? ['S', 'M', 'L', 'XL'] : ['S', 'M', 'L']
  const trees = names.map((name) => writeTree(join(work, name), name, SCALES[name]))
  trees.push({
    name: 'preset',
    dir: join(root, 'conf'),
    configName: 'preset/qwen3_lm_sensitivity',
    cases: { plain: [] },
  })
  return trees
}

/** Fresh processes each round, in turn: what slows the machine slows all. */
async function inTurn(sides, question, count = rounds) {
  const answers = { hydra: [], ours: [], floor: [] }
  for (let round = 0; round < count; round++) {
    for (const [name, ask] of Object.entries(question)) {
      if (!sides[name] || ask === undefined) continue
      const worker = sides[name]()
      const answer = await worker.ask(ask)
      worker.end()
      if (answer.error !== undefined) throw new Error(`${name}: ${answer.error}`)
      answers[name].push(answer)
    }
  }
  return answers
}

function row(target, what, goal, { hydra, ours, floor }, { atMost } = {}) {
  const ratio = hydra?.length ? spread(ratios(hydra, ours)) : undefined
  const distance = floor?.length ? spread(ratios(ours, floor)) : undefined
  const met =
    ratio === undefined ? undefined : ratio.median >= goal && (atMost === undefined || distance.median <= atMost)
  rows.push({
    target,
    what,
    goal: `>= ${goal}x${atMost === undefined ? '' : `, <= ${atMost} floors`}`,
    ours: median(ours),
    hydra: hydra?.length ? median(hydra) : undefined,
    ratio,
    distance,
    met,
  })
  print(rows.at(-1))
}

async function measureComposing(tree, sides) {
  const { name, dir, configName } = tree
  const helper = sides.ours()
  const { taken } = await helper.ask({ ask: 'selected', dir, configName, overrides: [] })
  helper.end()
  const files = taken.flatMap(({ file }) => file ?? [])
  const base = { ask: 'compose', dir, configName, overrides: [] }
  const hydraTimes = { S: 15, preset: 15, M: 5, L: 3, XL: 1 }[name]
  const calls = { S: 200, preset: 200, M: 50, L: 10, XL: 1 }[name]

  for (const [label, overrides] of Object.entries(tree.cases)) {
    const { hydra, ours } = await inTurn(
      { ...sides, floor: undefined },
      {
        hydra: { ...base, overrides, how: 'warm', times: 0 },
        ours: { ...base, overrides, how: 'warm', times: 0, calls: 1 },
      },
      1,
    )
    if (hydra.length > 0 && hydra[0].sum !== ours[0].sum)
      throw new Error(`${name} ${label}: the two sides compose different configs`)
  }
  if (name === 'XL') {
    const { hydra, ours } = await inTurn(
      sides,
      { hydra: { ...base, how: 'warm', times: 0 }, ours: { ...base, how: 'warm', times: 0, calls: 1 } },
      1,
    )
    return row(6, 'XL, first compose of a process', 1000, {
      hydra: hydra.map(({ first }) => first),
      ours: ours.map(({ first }) => first),
    })
  }
  if (wanted('warm')) {
    const answers = await inTurn(sides, {
      hydra: { ...base, how: 'warm', times: hydraTimes },
      ours: { ...base, how: 'warm', times: 15, calls },
      floor: { ask: 'warm', taken, times: 15, calls },
    })
    row(
      1,
      `warm compose, ${name}`,
      250,
      { hydra: medians(answers.hydra), ours: medians(answers.ours), floor: medians(answers.floor) },
      { atMost: 4 },
    )
  }
  if (wanted('changed') && name !== 'preset') {
    const answers = await inTurn(sides, {
      hydra: { ...base, how: 'warm', times: hydraTimes },
      ours: { ...base, how: 'changed', times: 40, files },
      floor: { ask: 'cold', taken, times: 40 },
    })
    row(
      2,
      `compose after every file changed, ${name}`,
      120,
      { hydra: medians(answers.hydra), ours: medians(answers.ours), floor: medians(answers.floor) },
      { atMost: 3 },
    )
  }
  if (wanted('point') && name !== 'preset') {
    const overrides = ['run.id=5']
    const answers = await inTurn(sides, {
      hydra: { ...base, overrides, how: 'point', times: hydraTimes },
      ours: { ...base, overrides, how: 'point', times: 15, calls },
    })
    row(3, `sweep point: compose and resolve, ${name}`, 200, {
      hydra: medians(answers.hydra),
      ours: medians(answers.ours),
    })
  }
}

/** The YAML reader, which Hydra has no like of, beside js-yaml; and whether long documents take longer than they are. */
async function measureReader() {
  if (!wanted('reader')) return
  const side = await bundle('reader-side.mjs')
  const { dir } = writeTree(join(work, 'reader'), 'M', SCALES.M)
  const answers = []
  for (let round = 0; round < rounds; round++) {
    const worker = startWorker(process.execPath, [side])
    answers.push(await worker.ask({ ask: 'tree', dir, times: 40 }))
    worker.end()
  }
  row(15, 'reader: all files of M, beside js-yaml 4', 4, {
    hydra: answers.map(({ jsYaml }) => median(jsYaml)),
    ours: answers.map(({ ours }) => median(ours)),
  })

  const points = []
  for (const count of [10_000, 20_000, 50_000, 100_000]) {
    const worker = startWorker(process.execPath, [side])
    const { times } = await worker.ask({ ask: 'text', yaml: leaves(count), times: 15 })
    worker.end()
    // The best: collecting garbage is not reading.
    points.push([count, Math.min(...times)])
  }
  const slope = logSlope(points)
  rows.push({
    target: 15,
    what: 'reader: growth from 10,000 to 100,000 leaves',
    goal: 'slope <= 1.10',
    value: slope.toFixed(2),
    met: slope <= 1.1,
  })
  print(rows.at(-1))
}

async function measureGrowth(sides) {
  if (!wanted('growth')) return
  const points = []
  for (const selected of [250, 500, 1000, 2000]) {
    const tree = writeTree(join(work, `F${selected}`), `F${selected}`, familyScale(selected))
    const { ours } = await inTurn(
      sides,
      { ours: { ask: 'compose', dir: tree.dir, configName: 'config', overrides: [], how: 'warm', times: 5, calls: 3 } },
      rounds,
    )
    points.push([selected, median(medians(ours))])
  }
  const slope = logSlope(points)
  rows.push({
    target: 7,
    what: 'growth over selected configs, 250 to 2000',
    goal: 'slope <= 1.10',
    value: slope.toFixed(2),
    met: slope <= 1.1,
  })
  print(rows.at(-1))
}

async function measureLanguage(sides) {
  if (wanted('override')) {
    for (const [kind, texts] of Object.entries(OVERRIDE_KINDS)) {
      const answers = await inTurn(sides, {
        hydra: { ask: 'parse', texts, times: 20 },
        ours: { ask: 'parse', texts, times: 10 },
      })
      row(8, `parse an override: ${kind}`, 60, { hydra: medians(answers.hydra), ours: medians(answers.ours) })
    }
  }
  if (wanted('jobs')) {
    const answers = await inTurn(
      sides,
      {
        hydra: { ask: 'sweep', overrides: MILLION_JOBS, times: 1 },
        ours: { ask: 'sweep', overrides: MILLION_JOBS, times: 3 },
      },
      Math.min(rounds, 3),
    )
    row(9, 'plan 1,000,000 jobs', 15, { hydra: medians(answers.hydra), ours: medians(answers.ours) })
    const grown = Math.max(...answers.ours.map((answer) => answer.grown))
    rows.push({
      target: 9,
      what: 'memory while iterating them',
      goal: '<= 2 MiB',
      value: `${grown.toFixed(2)} MiB`,
      met: grown <= 2,
    })
    print(rows.at(-1))
  }
  if (wanted('interpolation')) {
    for (const [kind, goal] of [
      ['simple', 150],
      ['resolver', 100],
    ]) {
      const yaml = interpolations(kind, 10_000)
      const answers = await inTurn(sides, {
        hydra: { ask: 'interpolate', yaml, times: 1 },
        ours: { ask: 'interpolate', yaml, times: 15 },
      })
      row(10, `10,000 interpolations, ${kind}`, goal, { hydra: medians(answers.hydra), ours: medians(answers.ours) })
    }
    const points = []
    for (const count of [1250, 2500, 5000, 10_000]) {
      const { ours } = await inTurn(sides, {
        ours: { ask: 'interpolate', yaml: interpolations('chain', count), times: 9 },
      })
      points.push([count, median(medians(ours))])
    }
    const slope = logSlope(points)
    rows.push({
      target: 10,
      what: 'a chain of interpolations, up to 10,000 links',
      goal: 'resolves, slope <= 1.10',
      value: slope.toFixed(2),
      met: slope <= 1.1,
    })
    print(rows.at(-1))
  }
  if (wanted('yaml')) {
    for (const [count, goal] of [
      [10_000, 60],
      [100_000, 50],
    ]) {
      const yaml = leaves(count)
      const answers = await inTurn(
        sides,
        { hydra: { ask: 'toYaml', yaml, times: 1 }, ours: { ask: 'toYaml', yaml, times: 9 } },
        count > 10_000 ? 1 : rounds,
      )
      row(11, `to_yaml of ${count} leaves`, goal, { hydra: medians(answers.hydra), ours: medians(answers.ours) })
    }
  }
  if (wanted('merge')) {
    const yamls = [leaves(10_000), leaves(10_000, 3)]
    const answers = await inTurn(sides, {
      hydra: { ask: 'merge', yamls, times: 1 },
      ours: { ask: 'merge', yamls, times: 15 },
    })
    row(11, 'merge of two configs of 10,000 leaves', 100, {
      hydra: medians(answers.hydra),
      ours: medians(answers.ours),
    })
  }
}

/** Whole commands, each a process of its own, in turn. */
function measureProcesses(trees) {
  if (!existsSync(command)) return console.error('The command is not built: run npm start once.')
  const app = join(work, 'app.py')
  writeFileSync(
    app,
    'import sys\nimport hydra\nfrom omegaconf import OmegaConf\n\n@hydra.main(version_base="1.3", config_path=None, config_name="config")\ndef main(cfg):\n    pass\n\nif __name__ == "__main__":\n    main()\n',
  )
  const cold = { S: 3, M: 6.5, L: 15 }
  const peaks = { S: 8, M: 12, L: 20, XL: 40 }
  for (const { name, dir, configName } of trees) {
    const flagsOf = ['-cp', dir, '-cn', configName]
    if (cold[name] !== undefined && wanted('cold')) {
      const [hydra, ours, empty] = processesInTurn([
        [python, app, ...flagsOf, '--cfg', 'job'],
        [process.execPath, command, ...flagsOf, '--cfg', 'job'],
        [process.execPath, '-e', '0'],
      ])
      row(4, `cold command, --cfg job, ${name}`, cold[name], {
        hydra: hydra.map(({ cpu }) => cpu),
        ours: ours.map(({ cpu }) => cpu),
        floor: empty.map(({ cpu }) => cpu),
      })
      const over = median(ours.map(({ peak }) => peak)) - median(empty.map(({ peak }) => peak))
      rows.push({
        target: 13,
        what: `peak memory over an empty Node, ${name}`,
        goal: `<= ${peaks[name]} MiB`,
        value: `${over.toFixed(1)} MiB`,
        met: over <= peaks[name],
      })
      print(rows.at(-1))
    }
  }
  if (!wanted('help')) return
  for (const flag of ['--version', '--help']) {
    const [ours, empty] = processesInTurn([
      [process.execPath, command, flag],
      [process.execPath, '-e', '0'],
    ])
    const times = spread(
      ratios(
        ours.map(({ cpu }) => cpu),
        empty.map(({ cpu }) => cpu),
      ),
    )
    rows.push({
      target: 14,
      what: `hydraconf ${flag} over an empty Node`,
      goal: '<= 1.15x',
      value: `${times.median.toFixed(2)}x`,
      met: times.median <= 1.15,
    })
    print(rows.at(-1))
  }
}

function processesInTurn(commands) {
  const taken = commands.map(() => [])
  for (let round = -1; round < rounds; round++) {
    for (const [at, words] of commands.entries()) {
      const counted = JSON.parse(
        execFileSync(python, [join(here, 'process-time.py'), ...words], { cwd: work, encoding: 'utf8' }),
      )
      if (counted.code !== 0) throw new Error(`${words.join(' ')} ended with ${counted.code}`)
      // The first round only fills the caches of the system.
      if (round >= 0) taken[at].push(counted)
    }
  }
  return taken
}

function print({ target, what, goal, ours, hydra, ratio, distance, value, met }) {
  const side = ours === undefined ? '' : `${ms(hydra)} -> ${ms(ours)}`
  const times =
    ratio === undefined
      ? (value ?? '')
      : `${ratio.median.toFixed(1)}x [${ratio.min.toFixed(1)}-${ratio.max.toFixed(1)}]`
  const floor = distance === undefined ? '' : `${distance.median.toFixed(1)} floors`
  console.log(
    [
      String(target).padStart(2),
      what.padEnd(48),
      goal.padEnd(24),
      side.padEnd(24),
      times.padEnd(26),
      floor.padEnd(12),
      met === undefined ? 'not compared' : met ? 'met' : 'MISSED',
    ].join('  '),
  )
}

function ms(value) {
  if (value === undefined) return '-'
  return value >= 1 ? `${value.toFixed(1)} ms` : `${(value * 1000).toFixed(1)} us`
}

function report() {
  const judged = rows.filter(({ met }) => met !== undefined)
  console.log(`\n${judged.filter(({ met }) => met).length} of ${judged.length} targets met`)
  if (!flags.keep) return
  mkdirSync(join(here, 'results'), { recursive: true })
  const file = join(here, 'results', `${new Date().toISOString().slice(0, 10)}.json`)
  const machine = {
    cpus: os.cpus().length,
    model: os.cpus()[0]?.model,
    memory: `${Math.round(os.totalmem() / 2 ** 30)} GiB`,
    node: process.version,
    hydra: python ? '1.3.5' : undefined,
  }
  writeFileSync(file, `${JSON.stringify({ machine, rounds, rows }, null, 2)}\n`)
  console.log(`kept in ${file.slice(root.length)}`)
}
