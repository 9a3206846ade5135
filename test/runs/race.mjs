// Several sweeps, or several `--resume`, into one directory at the same moment: one runs, the others are refused.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { start, workplace } from './programs.mjs'

const JOBS = 8

export async function race(random) {
  const { dir, remove } = workplace()
  try {
    const isLocal = random() < 0.3
    const local = isLocal ? ['hydra/launcher=local', 'hydra.launcher.n_jobs=2'] : [`alone=true`]
    const sweep = ['-m', `x=range(${JOBS})`, 'wait=30']
    const ran = await together(dir, [...sweep, ...local, 'hydra.sweep.dir=sweep'], random)
    assert.ok(ran >= 1, 'one of the sweeps runs')
    // Where one began when the other was through, both ran; jobs of one at a time find each other's mark otherwise.
    assert.deepEqual(
      ended(dir).sort(),
      Array.from({ length: ran * JOBS }, (_, at) => `${Math.floor(at / ran)}`),
    )
    const before = ended(dir).length
    const killed = start(dir, [...sweep, ...local.slice(0, 2 * Number(isLocal)), 'hydra.sweep.dir=again'])
    await wait(150 + random() * 400)
    killed.child.kill('SIGKILL')
    await killed.ended
    await together(dir, ['--resume', 'again'], random)
    const after = ended(dir).slice(before)
    const twice = after.filter((x, at) => after.indexOf(x) !== at)
    // The one that was under way when the sweep was killed may have come to its end unseen.
    assert.ok(twice.length <= (isLocal ? 2 : 1), `of those who resume one runs: ${after}`)
  } finally {
    remove()
  }
}

/** Starts the same several times; gives how many ran. */
async function together(dir, argv, random) {
  const count = 2 + Math.floor(random() * 2)
  const runs = Array.from({ length: count }, () => start(dir, argv))
  const results = await Promise.all(runs.map(({ ended }) => ended))
  for (const { how, err } of results) {
    if (how !== 0) assert.match(err, /is running in|in .* already|no sweep to take up/, err)
  }
  return results.filter(({ how }) => how === 0).length
}

function ended(dir) {
  try {
    return readFileSync(join(dir, 'ended.txt'), 'utf8').trim().split('\n')
  } catch {
    return []
  }
}
