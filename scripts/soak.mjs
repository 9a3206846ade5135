// `npm run soak`: everything that is tried at random, in turn, with fresh seeds, for an hour. `-- --minutes 5` for another
// time, `--seed 7` to begin with a certain seed, `--only runs` for what has the word in its name. Prints what failed with the
// command that makes it again, and ends with 1 if anything did.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { root, SetupError, say, setUp } from './setup.mjs'

/** A part is a command that a seed decides, and that takes a minute or less. It ends with 2 where it cannot be done here. */
const KINDS = ['compose', 'structs', 'overrides', 'sweeps', 'yaml', 'to-yaml', 'merge', 'interpolation', 'in-place']
const ENGINES = ['local', 'redis', 'slurm', 'ray']
const PARTS = [
  { name: 'runs', command: (seed) => ['test/runs/soak.mjs', '2', String(seed)] },
  ...ENGINES.map((engine) => ({
    name: `sweeps on ${engine}`,
    command: (seed) => ['test/engines/soak.mjs', engine, '20', '1', String(seed)],
  })),
  { name: 'damaged trees', command: (seed) => ['test/damaged/soak.mjs', '500', String(seed)] },
  { name: 'random command lines', command: (seed) => ['test/two-programs/soak.mjs', '100', String(seed)] },
  ...KINDS.map((kind) => ({
    name: `random comparison: ${kind}`,
    command: (seed) => ['test/differential/soak.mjs', kind, '500', String(seed)],
  })),
]

const SAID = { 0: 'holds', 2: 'cannot be done here' }

try {
  await setUp()
  process.exitCode = (await soak(asked())) ? 0 : 1
} catch (error) {
  if (!(error instanceof SetupError)) throw error
  say(error.message)
  process.exitCode = 1
}

function asked() {
  const options = { minutes: { type: 'string' }, seed: { type: 'string' }, only: { type: 'string' } }
  const { minutes = '60', seed = Math.floor(Math.random() * 2 ** 31), only = '' } = parseArgs({ options }).values
  return { minutes: Number(minutes), seed: Number(seed), only }
}

/** Whether all held. */
async function soak({ minutes, seed, only }) {
  const parts = PARTS.filter(({ name }) => name.includes(only))
  if (parts.length === 0)
    throw new SetupError(`nothing is called '${only}'; there are ${PARTS.map(({ name }) => name).join(', ')}`)
  const results = new Map(parts.map(({ name }) => [name, { done: 0, failed: 0, cannot: false }]))
  const until = Date.now() + minutes * 60_000
  console.log(`soaking for ${minutes} minutes from seed ${seed} on`)
  for (let turn = 0; Date.now() < until; turn++) {
    for (const { name, command } of parts) {
      const result = results.get(name)
      if (result.cannot || Date.now() >= until) continue
      const words = command(seed + turn)
      const begun = Date.now()
      const { code, output } = await run(words)
      console.log(
        `${name}, seed ${seed + turn}: ${SAID[code] ?? 'FAILED'}, ${Math.round((Date.now() - begun) / 1000)} s`,
      )
      if (code === 2) result.cannot = true
      else result.done++
      if (code === 0 || code === 2) continue
      result.failed++
      console.log(`\nFAILED: node ${words.join(' ')}\n${output}`)
    }
    if ([...results.values()].every(({ cannot }) => cannot)) break
  }
  for (const [name, { done, failed, cannot }] of results) {
    console.log(`${name}: ${cannot ? 'cannot be done here' : `${done} times, ${failed} failed`}`)
  }
  return [...results.values()].every(({ failed }) => failed === 0)
}

/** Runs a part; what it prints counts only where it fails. */
function run(words) {
  if (!existsSync(join(root, words[0]))) return { code: 2, output: '' }
  return new Promise((resolve) => {
    const child = spawn(process.execPath, words, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk) => {
        output = `${output}${chunk}`.slice(-20_000)
      })
    }
    child.on('close', (code, signal) => resolve({ code: code ?? signal, output }))
  })
}
