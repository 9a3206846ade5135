import { openOracle } from '../oracle/oracle.js'
import { compare } from './ask-both.js'
import { KINDS } from './kinds.js'
import { randomOf } from './random.js'

/**
 * `node test/differential/soak.mjs compose 20000 7`: so many random cases of a kind, 500 a seed, from seed 7 on; `--why` behind it: what was refused most. Says of
 * each seed how many were asked and what differs; ends with 1 if anything does.
 */
const [name = 'compose', count = '1000', from = '1'] = process.argv.slice(2)
const A_SEED = 500

const kind = KINDS[name]
const oracle = kind === undefined ? undefined : await openOracle()
if (kind === undefined || oracle === undefined) {
  console.log(`kinds: ${Object.keys(KINDS).join(', ')}`)
  process.exit(2)
}

const why = new Map<string, number>()
const all = { asked: 0, refused: 0, differing: 0, later: 0 }
const begun = Date.now()
for (let seed = Number(from), left = Number(count); left > 0; seed++, left -= A_SEED) {
  const found = await compare(oracle, kind, randomOf(seed), Math.min(left, A_SEED))
  const { asked, refused, refusals, differences, agreedLater } = found
  all.asked += asked
  all.refused += refused
  all.differing += differences.length
  all.later += agreedLater
  for (const [sort, times] of refusals) why.set(sort, (why.get(sort) ?? 0) + times)
  const aSecond = Math.round((1000 * all.asked) / (Date.now() - begun))
  console.log(
    `${name} seed ${seed}: ${asked} asked, ${refused} refused by both, ${differences.length} sorts differ${later(agreedLater)} (${aSecond} a second)`,
  )
  for (const text of differences) console.log(`\n${text}`)
}
console.log(
  `${name}: ${all.asked} asked, ${all.refused} refused by both, ${all.differing} sorts of differences${later(all.later)}`,
)
if (process.argv.includes('--why')) {
  const most = [...why].sort(([, a], [, b]) => b - a).slice(0, 30)
  for (const [sort, times] of most) console.log(`${String(times).padStart(6)} ${sort.replaceAll('\n', ' ')}`)
}
oracle.close()
process.exitCode = all.differing > 0 ? 1 : 0

function later(count: number): string {
  return count === 0 ? '' : `, ${count} agreed when asked again`
}
