// The reader of stdout goes away, or stdout is a full device: a run goes on to its end, what only prints stops.
import assert from 'node:assert/strict'
import { closeSync, existsSync, openSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { COMMAND, start, workplace } from './programs.mjs'

const JOBS = 4

export async function reader(random) {
  const { dir, remove } = workplace()
  try {
    const local = random() < 0.3 ? ['hydra/launcher=local'] : []
    const sweep = ['-m', `x=range(${JOBS})`, 'lines=5', 'hydra.sweep.dir=sweep', ...local]
    const gone = await leaving(start(dir, sweep, { out: 'pipe' }), Math.floor(random() * 3))
    assert.equal(gone.how, 0, gone.err)
    expectJobs(dir)
    // No job after the first is wanted.
    const endless = ['-m', 'x=range(1000000000)', ...(random() < 0.5 ? ['--json'] : [])]
    const listing = await leaving(start(dir, endless, { out: 'pipe', script: COMMAND }), 1)
    assert.deepEqual(listing, { how: 0, err: '' })
  } finally {
    remove()
  }
}

/** Stdout is a device without room. */
export async function fullDevice(random) {
  if (!existsSync('/dev/full')) return
  const { dir, remove } = workplace()
  const out = openSync('/dev/full', 'w')
  try {
    const run = start(dir, ['-m', `x=range(${JOBS})`, 'lines=5', 'hydra.sweep.dir=sweep'], { out })
    const { how, err } = await run.ended
    assert.equal(how, 0, err)
    assert.equal(err.match(/Logging error: lines for stdout are lost: no space left on the device/g)?.length, 1, err)
    expectJobs(dir)
    const commands = [[], ['--help'], ['--version'], ['--json'], ['explain'], ['check'], ['-m', 'x=1,2']]
    const argv = commands[Math.floor(random() * commands.length)]
    const printing = await start(dir, argv, { out, script: COMMAND }).ended
    assert.deepEqual(printing, { how: 1, err: 'Could not write to stdout: no space left on the device\n' }, `${argv}`)
  } finally {
    closeSync(out)
    remove()
  }
}

/** Reads some pieces and goes. */
async function leaving({ child, ended }, pieces) {
  let read = 0
  if (pieces === 0) child.stdout.destroy()
  child.stdout.on('data', () => {
    if (++read >= pieces) child.stdout.destroy()
  })
  return ended
}

function expectJobs(dir) {
  for (let at = 0; at < JOBS; at++) assert.ok(readdirSync(join(dir, `sweep/${at}`)).includes('result.txt'), `job ${at}`)
}
