// Tries what runs hold to, with processes that are really killed, raced and cut off: `node test/runs/soak.mjs [TIMES [SEED]]`,
// so many rounds of each. Exits with 1 where something does not hold. `npm run soak` calls it among others.
import { buildCommand } from '../../scripts/build.mjs'
import { ROUNDS } from './rounds.mjs'

const times = Number(process.argv[2] ?? 10)
const seed = Number(process.argv[3] ?? Math.floor(Math.random() * 2 ** 31))

await buildCommand()
console.log(`${times} rounds each of seed ${seed}`)
let failed = 0
for (const [says, { round }] of Object.entries(ROUNDS)) {
  const random = randomOf(seed)
  for (let at = 0; at < times; at++) {
    try {
      await round(random)
    } catch (error) {
      failed++
      console.log(`does not hold in round ${at} of seed ${seed}: ${says}\n${error.stack ?? error}`)
    }
  }
}
console.log(`${failed} rounds failed`)
process.exitCode = failed > 0 ? 1 : 0

/** mulberry32. */
function randomOf(from) {
  let state = from >>> 0
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}
