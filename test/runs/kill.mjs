// A sweep is killed at random moments and taken up again until it is through: nothing is lost, torn or left behind.
import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { start, workplace } from './programs.mjs'

const JOBS = 10

/** With so many jobs at once: one is in turn, in the process of the sweep itself. */
export const killOf = (atOnce) => async (random) => {
  const { dir, remove } = workplace()
  try {
    const local = atOnce > 1 ? ['hydra/launcher=local', `hydra.launcher.n_jobs=${atOnce}`] : []
    let kills = 0
    const sweep = ['-m', `x=range(${JOBS})`, 'wait=20', 'hydra.sweep.dir=sweep', ...local]
    for (let time = 0; ; time++) {
      const argv = existsSync(join(dir, 'sweep/.journal.jsonl')) ? ['--resume', 'sweep'] : sweep
      const { child, ended } = start(dir, argv)
      const isSpared = time > 6 || random() < 0.15
      const signal = random() < 0.7 ? 'SIGKILL' : random() < 0.5 ? 'SIGINT' : 'SIGTERM'
      const killed = isSpared ? undefined : wait(100 + random() * 900).then(() => child.kill(signal))
      const { how, err } = await ended
      await killed
      if (how === 0) break
      kills++
      assert.ok(!isSpared, `a resumed sweep ends: ${how} ${err}`)
      if (how === 130 || how === 143) assert.match(err, /Go on with it: --resume sweep/)
    }
    expectWhole(dir)
    expectOnce(dir, kills * atOnce)
  } finally {
    remove()
  }
}

function expectWhole(dir) {
  for (let at = 0; at < JOBS; at++) {
    assert.equal(readFileSync(join(dir, `sweep/${at}/result.txt`), 'utf8'), `x is ${at}`)
    assert.equal(readFileSync(join(dir, `sweep/${at}/.hydra/overrides.yaml`), 'utf8').split('\n')[0], `- x=${at}`)
  }
  const left = readdirSync(join(dir, 'sweep'), { recursive: true }).filter((name) => /draft|\.lock/.test(name))
  assert.deepEqual(left, [], 'drafts and locks that are left')
}

/** What is completed is not begun again; a kill costs the jobs that were under way. */
function expectOnce(dir, most) {
  const lines = readFileSync(join(dir, 'sweep/.journal.jsonl'), 'utf8').split('\n').flatMap(parsed)
  const completed = lines.filter(({ kind }) => kind === 'completed').map(({ job }) => job)
  assert.deepEqual(
    completed.sort((a, b) => a - b),
    Array.from({ length: JOBS }, (_, at) => at),
  )
  const begun = lines.filter(({ kind }) => kind === 'begun').length
  assert.ok(begun <= JOBS + most, `${begun} jobs were begun for ${most} that were killed`)
}

/** A line that a kill cut off does not count. */
function parsed(line) {
  try {
    return line === '' ? [] : [JSON.parse(line)]
  } catch {
    return []
  }
}
