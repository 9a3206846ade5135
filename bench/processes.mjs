// Whole commands, each a process of its own, in turn: what a person waits for.
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { buildCommand, COMMAND } from '../scripts/build.mjs'
import { median, ratios } from './numbers.mjs'

const GOALS = {
  S: { cold: 3, run: 4, key: 3, peak: 8 },
  M: { cold: 6.5, run: 12, key: 7, peak: 12 },
  L: { cold: 15, run: 28, key: 15, peak: 20 },
}
export const EMPTY = { words: [process.execPath, '-e', '0'] }

export async function measureProcesses(bench) {
  const lines = { cold: measureShowing, run: measureRun, complete: measureCompletion }
  const wanted = Object.entries(lines).filter(([name]) => bench.wanted(name))
  const isHelpWanted = bench.wanted('help')
  if (!bench.python || (wanted.length === 0 && !isHelpWanted)) return
  await buildCommand()
  for (const [, measure] of wanted) {
    for (const [tree, goals] of Object.entries(GOALS)) measure(bench, bench.tree(tree), goals)
  }
  if (bench.full && bench.wanted('cold')) measurePeak(bench, bench.tree('XL'), 40)
  if (isHelpWanted) measureHelp(bench)
}

function measureShowing(bench, tree, goals) {
  const { name, dir, configName } = tree
  const flags = ['-cp', dir, '-cn', configName, '--cfg', 'job']
  const commands = {
    hydra: { words: [bench.python, pythonProgram(bench, tree), ...flags] },
    ours: { words: [process.execPath, COMMAND, ...flags] },
    empty: EMPTY,
  }
  checkEqual(`--cfg job of ${name}`, output(bench, commands.hydra), output(bench, commands.ours))
  const { hydra, ours, empty } = inTurn(bench, commands)
  bench.table.row(4, `cold command, --cfg job, ${name}`, goals.cold, cpuOf({ hydra, ours, floor: empty }))
  tellPeak(bench, name, goals.peak, { ours, empty })
}

/** Where Hydra takes minutes: that both compose the same is asked once, by the line about a first composition. */
function measurePeak(bench, { name, dir, configName }, most) {
  const words = [process.execPath, COMMAND, '-cp', dir, '-cn', configName, '--cfg', 'job']
  tellPeak(bench, name, most, inTurn(bench, { ours: { words }, empty: EMPTY }))
}

function tellPeak({ table }, name, most, { ours, empty }) {
  const [peak, least] = [ours, empty].map((side) => median(side.map((taken) => taken.peak)))
  table.atMost(13, `peak memory over an empty Node, ${name}`, most, peak - least, { unit: ' MiB' })
}

/** A program with nothing to do, run into a fresh directory: what is measured is Hydra's part. */
function measureRun(bench, tree, goals) {
  const { name, dir, configName } = tree
  const into = (side) => join(bench.work, 'runs', side)
  const words = (side, program) => [...program, '-cp', dir, '-cn', configName, `hydra.run.dir=${into(side)}`]
  const fresh = (side) => () => rmSync(into(side), { recursive: true, force: true })
  const commands = {
    hydra: { words: words('hydra', [bench.python, pythonProgram(bench, tree)]), before: fresh('hydra') },
    ours: { words: words('ours', [process.execPath, nodeProgram(bench)]), before: fresh('ours') },
    empty: EMPTY,
  }
  const written = (side) => {
    output(bench, commands[side])
    return ['config', 'overrides'].map((file) => readFileSync(join(into(side), `.hydra/${file}.yaml`), 'utf8')).join('')
  }
  // The two directories are the one thing that differs.
  const [hydras, ourOwn] = ['hydra', 'ours'].map((side) => written(side).replaceAll(into(side), ''))
  checkEqual(`run of ${name}`, hydras, ourOwn)
  const { hydra, ours, empty } = inTurn(bench, commands)
  bench.table.row(5, `cold run that writes .hydra, ${name}`, goals.run, cpuOf({ hydra, ours, floor: empty }))
}

function measureCompletion(bench, tree, goals) {
  const { name, dir, configName, group } = tree
  const program = pythonProgram(bench, tree)
  const asked = (word) => ({
    hydra: {
      words: [bench.python, program, '-sc', 'query=bash'],
      env: { COMP_LINE: `python ${program} ${word}` },
    },
    ours: {
      words: [process.execPath, COMMAND, '-sc', 'query=bash'],
      env: { COMP_LINE: `hydraconf -cp ${dir} -cn ${configName} ${word}` },
    },
    empty: EMPTY,
  })
  for (const word of ['run.', `${group}=`]) {
    const { hydra, ours } = asked(word)
    checkEqual(`completion of ${word} in ${name}`, choices(output(bench, hydra)), choices(output(bench, ours)))
  }
  const key = inTurn(bench, asked('run.'))
  bench.table.row(12, `complete a config key, ${name}`, goals.key, cpuOf({ ...key, floor: key.empty }))

  const { ours, empty } = inTurn(bench, { ...asked(`${group}=`), hydra: undefined })
  const over = median(ours.map(({ cpu }, round) => cpu - empty[round].cpu))
  bench.table.atMost(12, `complete a group option, over an empty Node, ${name}`, 15, over, { unit: ' ms' })
}

function measureHelp(bench) {
  for (const flag of ['--version', '--help']) {
    const { ours, empty } = inTurn(bench, { ours: { words: [process.execPath, COMMAND, flag] }, empty: EMPTY })
    const times = median(ratios(...[ours, empty].map((side) => side.map(({ cpu }) => cpu))))
    bench.table.atMost(14, `hydraconf ${flag} over an empty Node`, 1.15, times, { unit: 'x', digits: 2 })
  }
}

/** `@hydra.main` around nothing, by its name in the working directory. A line to complete names no folder, so it does. */
function pythonProgram({ work }, { name, dir, configName }) {
  const [path, config] = [dir, configName].map((text) => JSON.stringify(text))
  writeFileSync(
    join(work, `app_${name}.py`),
    `import hydra

@hydra.main(version_base="1.3", config_path=${path}, config_name=${config})
def main(cfg):
    pass

if __name__ == "__main__":
    main()
`,
  )
  return `app_${name}.py`
}

/** The same with our package, found where npm would have put it. */
function nodeProgram({ work, root }) {
  const file = join(work, 'program/app.cjs')
  mkdirSync(join(work, 'program/node_modules'), { recursive: true })
  const installed = join(work, 'program/node_modules/hydraconf')
  rmSync(installed, { force: true })
  symlinkSync(join(root, 'packages/cli'), installed)
  writeFileSync(
    file,
    "const { hydraMain } = require('hydraconf/main')\n\nhydraMain({ configName: 'config', versionBase: '1.3' }, () => {})\n",
  )
  return file
}

export function output({ work: cwd }, { words: [command, ...args], env, before }) {
  before?.()
  const { status, stdout, stderr } = spawnSync(command, args, {
    cwd,
    env: { ...process.env, ...env },
    encoding: 'utf8',
  })
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${status}\n${stderr}`)
  return stdout
}

function checkEqual(what, hydras, ours) {
  if (hydras !== ours) throw new Error(`${what}: the two sides answer differently`)
}

const choices = (text) => text.trim().split(/\s+/).sort().join('\n')

/**
 * What each process took, round by round. In a round each runs three times, in turn, and the median counts; one that takes
 * seconds runs once. The first round only fills the caches of the system.
 */
export function inTurn({ python, rounds, work }, commands) {
  const asked = Object.entries(commands).filter(([, command]) => command !== undefined)
  const taken = Object.fromEntries(asked.map(([side]) => [side, []]))
  for (let round = -1; round < rounds; round++) {
    const runs = Object.fromEntries(asked.map(([side]) => [side, []]))
    for (let turn = 0; turn < 3; turn++) {
      for (const [side, command] of asked)
        if (turn === 0 || runs[side][0].cpu < 2000) runs[side].push(counted(command, { python, work }))
    }
    if (round < 0) continue
    for (const [side, all] of Object.entries(runs))
      taken[side].push({ cpu: median(all.map(({ cpu }) => cpu)), peak: median(all.map(({ peak }) => peak)) })
  }
  return taken
}

function counted({ words, env, before }, { python, work }) {
  before?.()
  const counting = [new URL('process-time.py', import.meta.url).pathname, ...words]
  const options = { cwd: work, env: { ...process.env, ...env }, encoding: 'utf8' }
  const took = JSON.parse(execFileSync(python, counting, options))
  if (took.code !== 0) throw new Error(`${words.join(' ')} ended with ${took.code}`)
  return took
}

export const cpuOf = (sides) =>
  Object.fromEntries(Object.entries(sides).map(([side, taken]) => [side, taken.map(({ cpu }) => cpu)]))
