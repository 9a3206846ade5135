import { randomOf } from '../../differential/random.js'
import { ENGINES } from './engines.js'
import { makeHome } from './program.js'
import { round } from './round.js'

const [name = '', ...numbers] = process.argv.slice(2)
const [jobs = 200, times = 20, seed = Math.floor(Math.random() * 2 ** 31)] = numbers.map(Number)

process.exitCode = await soak()

/** The exit code. */
async function soak(): Promise<number> {
  if (!(name in ENGINES)) {
    console.log(`There is no engine '${name}' to soak, but ${Object.keys(ENGINES).join(', ')}`)
    return 1
  }
  const engine = ENGINES[name]
  if (engine === undefined) {
    console.log(`${name} is not on this machine`)
    return 2
  }
  console.log(`${times} sweeps of ${jobs} jobs on ${name}, seed ${seed}`)
  const random = randomOf(seed)
  const home = makeHome(engine.plugin)
  const started = await engine.start(home)
  let failed = 0
  try {
    for (let at = 0; at < times; at++) {
      const begun = Date.now()
      try {
        const killed = await round({ engine, started, home, jobs, random: () => random.next() }, `sweep-${at}`)
        console.log(`sweep ${at}: whole in ${Math.round((Date.now() - begun) / 1000)} s. Killed were ${killed}`)
      } catch (error) {
        failed++
        console.log(`sweep ${at} of seed ${seed} is not whole:\n${error instanceof Error ? error.stack : error}`)
      }
    }
  } finally {
    await started.stop()
    if (failed === 0) home.remove()
    else console.log(`They are in ${home.dir}`)
  }
  console.log(`${failed} of ${times} sweeps failed`)
  return failed > 0 ? 1 : 0
}
