// What needs no tree: the reader, overrides, sweeps, interpolations, printing, merging.
import { join } from 'node:path'
import { logSlope, median, medians } from './numbers.mjs'
import { interpolations, leaves, MILLION_JOBS, OVERRIDE_KINDS } from './questions.mjs'
import { SCALES, writeTree } from './trees.mjs'
import { startWorker } from './worker.mjs'

export async function measureLanguage(bench) {
  for (const [name, measure] of Object.entries({
    reader: measureReader,
    override: measureOverrides,
    jobs: measureJobs,
    interpolation: measureInterpolations,
    yaml: measureYaml,
    merge: measureMerge,
  }))
    if (bench.wanted(name)) await measure(bench)
}

/** The YAML reader, which Hydra has no like of, beside js-yaml; and whether long documents take longer than they are. */
async function measureReader({ table, rounds, work, bundle }) {
  const side = await bundle('reader-side.mjs')
  const asked = async (question, flags = []) => {
    const worker = startWorker(process.execPath, [...flags, side])
    const answer = await worker.ask(question)
    worker.end()
    return answer
  }
  const { dir } = writeTree(join(work, 'reader'), 'M', SCALES.M)
  const answers = []
  for (let round = 0; round < rounds; round++) answers.push(await asked({ ask: 'tree', dir, times: 40 }))
  table.row(15, 'reader: all files of M, beside js-yaml 4', 4, {
    hydra: answers.map(({ jsYaml }) => median(jsYaml)),
    ours: answers.map(({ ours }) => median(ours)),
  })

  // What is read stays alive: in a process as it is, 100,000 leaves are moved about by the collector, 10,000 hardly are.
  for (const [where, flags] of [
    ['', []],
    [', none collected', ['--min-semi-space-size=128', '--max-semi-space-size=128']],
  ]) {
    const points = []
    for (const count of [10_000, 20_000, 50_000, 100_000]) {
      const { times } = await asked({ ask: 'text', yaml: leaves(count), times: 15 }, flags)
      points.push([count, Math.min(...times)])
    }
    table.atMost(15, `reader: growth to 100,000 leaves${where}`, 1.1, logSlope(points), {
      digits: 2,
      goal: 'slope <= 1.10',
    })
  }
}

async function measureOverrides({ table, inTurn }) {
  for (const [kind, texts] of Object.entries(OVERRIDE_KINDS)) {
    const answers = await inTurn({
      hydra: { ask: 'parse', texts, times: 20 },
      ours: { ask: 'parse', texts, times: 10 },
    })
    table.row(8, `parse an override: ${kind}`, 60, timesOf(answers))
  }
}

async function measureJobs({ table, inTurn, rounds }) {
  const answers = await inTurn(
    {
      hydra: { ask: 'sweep', overrides: MILLION_JOBS, times: 1 },
      ours: { ask: 'sweep', overrides: MILLION_JOBS, times: 3 },
    },
    Math.min(rounds, 3),
  )
  table.row(9, 'plan 1,000,000 jobs', 15, timesOf(answers))
  const grown = Math.max(...answers.ours.map((answer) => answer.grown))
  table.atMost(9, 'memory while iterating them', 2, grown, { unit: ' MiB', digits: 2 })
}

async function measureInterpolations({ table, inTurn }) {
  for (const [kind, goal] of [
    ['simple', 150],
    ['resolver', 100],
  ]) {
    const yaml = interpolations(kind, 10_000)
    const answers = await inTurn({
      hydra: { ask: 'interpolate', yaml, times: 1 },
      ours: { ask: 'interpolate', yaml, times: 15 },
    })
    table.row(10, `10,000 interpolations, ${kind}`, goal, timesOf(answers))
  }
  const points = []
  for (const count of [1250, 2500, 5000, 10_000]) {
    const { ours } = await inTurn({ ours: { ask: 'interpolate', yaml: interpolations('chain', count), times: 9 } })
    points.push([count, median(medians(ours))])
  }
  table.atMost(10, 'a chain of interpolations, up to 10,000 links', 1.1, logSlope(points), {
    digits: 2,
    goal: 'resolves, slope <= 1.10',
  })
}

async function measureYaml({ table, inTurn, rounds }) {
  for (const [count, goal] of [
    [10_000, 60],
    [100_000, 50],
  ]) {
    const yaml = leaves(count)
    const answers = await inTurn(
      { hydra: { ask: 'toYaml', yaml, times: 1 }, ours: { ask: 'toYaml', yaml, times: 9 } },
      count > 10_000 ? 1 : rounds,
    )
    table.row(11, `to_yaml of ${count} leaves`, goal, timesOf(answers))
  }
}

async function measureMerge({ table, inTurn }) {
  const yamls = [leaves(10_000), leaves(10_000, 3)]
  const answers = await inTurn({
    hydra: { ask: 'merge', yamls, times: 1 },
    ours: { ask: 'merge', yamls, times: 15 },
  })
  table.row(11, 'merge of two configs of 10,000 leaves', 100, timesOf(answers))
}

const timesOf = ({ hydra, ours }) => ({ hydra: medians(hydra), ours: medians(ours) })
