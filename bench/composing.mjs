// Compositions inside a process: warm, with every file changed, points and jobs of sweeps, growth.
import { join } from 'node:path'
import { logSlope, median, medians } from './numbers.mjs'
import { familyScale, SCALES, writeTree } from './trees.mjs'

export async function measureComposing(bench) {
  const lines = ['warm', 'changed', 'point'].filter(bench.wanted)
  if (lines.length > 0) for (const tree of bench.trees()) await measureTree(bench, tree, lines)
  if (bench.full && bench.wanted('first')) await measureFirst(bench)
  if (bench.wanted('growth')) await measureGrowth(bench)
  if (bench.wanted('watch')) for (const name of ['M', 'L']) await measureWatch(bench, name)
  if (bench.wanted('stream')) await measureStream(bench)
}

const GOALS = {
  // Hydra's calls a round; ours a sample, since one can be shorter than the clock's tick.
  S: { hydraTimes: 15, calls: 200 },
  preset: { hydraTimes: 15, calls: 200 },
  M: { hydraTimes: 5, calls: 50 },
  L: { hydraTimes: 3, calls: 10 },
}

async function measureTree(bench, tree, lines) {
  const { table } = bench
  const { name, dir, configName } = tree
  const { hydraTimes, calls } = GOALS[name]
  await checkEqual(bench, tree)
  const taken = await takenIn(bench, tree)
  const base = { ask: 'compose', dir, configName, overrides: [] }
  const hydra = { ...base, how: 'warm', times: hydraTimes }

  if (lines.includes('warm')) {
    const answers = await bench.inTurn({
      hydra,
      ours: { ...base, how: 'warm', times: 15, calls },
      floor: { ask: 'warm', taken, times: 15, calls },
    })
    table.row(1, `warm compose, ${name}`, 250, timesOf(answers), { atMost: 4 })
  }
  if (name === 'preset') return
  if (lines.includes('changed')) {
    const files = taken.flatMap(({ file }) => file ?? [])
    const answers = await bench.inTurn({
      hydra,
      ours: { ...base, how: 'changed', times: 40, files },
      floor: { ask: 'cold', taken, times: 40 },
    })
    table.row(2, `compose after every file changed, ${name}`, 120, timesOf(answers), { atMost: 3 })
  }
  if (lines.includes('point')) {
    const overrides = ['run.id=5']
    const answers = await bench.inTurn({
      hydra: { ...hydra, overrides, how: 'point' },
      ours: { ...base, overrides, how: 'point', times: 15, calls },
    })
    table.row(3, `sweep point: compose and resolve, ${name}`, 200, timesOf(answers))
  }
}

/** No figure where the two sides compose different configs. Gives Hydra's time for the last of the cases. */
async function checkEqual(bench, { name, dir, configName, cases }) {
  let first
  for (const [label, overrides] of Object.entries(cases)) {
    const once = { ask: 'compose', dir, configName, overrides, how: 'warm', times: 0 }
    const { hydra, ours } = await bench.inTurn({ hydra: once, ours: once }, 1)
    if (hydra.length > 0 && hydra[0].sum !== ours[0].sum)
      throw new Error(`${name} ${label}: the two sides compose different configs`)
    first = hydra[0]?.first
  }
  return first
}

async function measureFirst(bench) {
  const tree = bench.tree('XL')
  const { dir, configName } = tree
  // Hydra composes XL for minutes: once is to say whether both are equal, and what it takes.
  const hydra = await checkEqual(bench, { ...tree, cases: { plain: [] } })
  const once = { ask: 'compose', dir, configName, overrides: [], how: 'warm', times: 0 }
  const { ours, floor } = await bench.inTurn({ ours: once, floor: { ask: 'first', taken: await takenIn(bench, tree) } })
  bench.table.row(6, 'XL, first compose of a process', 1000, {
    hydra: hydra && ours.map(() => hydra),
    ours: ours.map(({ first }) => first),
    floor: floor.map(({ first }) => first),
  })
}

/** What a composition takes, and where each lands: what the floors work on. */
async function takenIn({ sides }, { dir, configName }) {
  const helper = sides.ours()
  const { taken } = await helper.ask({ ask: 'selected', dir, configName, overrides: [] })
  helper.end()
  return taken
}

async function measureGrowth(bench) {
  const points = []
  for (const selected of [250, 500, 1000, 2000]) {
    const { dir } = writeTree(join(bench.work, `F${selected}`), `F${selected}`, familyScale(selected))
    const { ours } = await bench.inTurn({
      ours: { ask: 'compose', dir, configName: 'config', overrides: [], how: 'warm', times: 5, calls: 3 },
    })
    points.push([selected, median(medians(ours))])
  }
  bench.table.atMost(7, 'growth over selected configs, 250 to 2000', 1.1, logSlope(points), {
    digits: 2,
    goal: 'slope <= 1.10',
  })
}

/** Hydra has nothing of the kind: ours alone. Each round edits the values of the selected files one by one. */
async function measureWatch(bench, name) {
  const tree = writeTree(join(bench.work, 'watched', name), name, SCALES[name])
  const { dir, configName } = tree
  const taken = await takenIn(bench, tree)
  const files = taken.flatMap(({ file }) => file ?? [])
  const { ours } = await bench.inTurn({ ours: { ask: 'watch', dir, configName, files, edits: 1000 } })
  const p95 = median(ours.map((answer) => answer.p95))
  bench.table.atMost(16, `an edit followed by watch, 95th percentile, ${name}`, 1, p95, { unit: ' ms', digits: 2 })
}

/** The jobs of a sweep, composed and resolved one by one: what one leaves behind, a hundred thousand leave as often. */
async function measureStream(bench) {
  const { dir, configName } = bench.tree('M')
  const { ours } = await bench.inTurn({ ours: { ask: 'stream', dir, configName, jobs: bench.jobs } }, 1)
  bench.table.atMost(9, `memory while composing ${bench.jobs} jobs of M`, 2, ours[0].grown, { unit: ' MiB', digits: 2 })
}

const timesOf = ({ hydra, ours, floor }) => ({ hydra: medians(hydra), ours: medians(ours), floor: medians(floor) })
