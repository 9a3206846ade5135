// Sweeps through a queue whose workers and coordinator are killed at random moments, on a Redis of its own:
// `node test/queue/soak.mjs [JOBS [TIMES [SEED]]]`. Every job is done, none twice or by two at once, no file is torn. Ends with 1
// where something does not hold, with 2 where no Redis can be started. `npm run soak` calls it among others.
import assert from 'node:assert/strict'
import { spawn, spawnSync } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { bundle } from './bundle.mjs'

const [jobs = 200, times = 20, seed = Math.floor(Math.random() * 2 ** 31)] = process.argv.slice(2).map(Number)

const PROGRAM = `import { appendFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import { hydraMain } from './node.mjs'
import { bullmq } from './bullmq.mjs'
const plugins = [bullmq({ patience: { look: 0.2, ask: 1, grace: 2 } })]
await hydraMain({ configDir: 'conf', configName: 'config', plugins }, async (config, run) => {
  const at = run.dir + '/at-work'
  try {
    writeFileSync(at, String(process.pid), { flag: 'wx' })
  } catch {
    const other = Number(readFileSync(at, 'utf8'))
    let lives = true
    try { process.kill(other, 0) } catch { lives = false }
    if (lives) appendFileSync('two-at-once', run.dir + '\\n')
    writeFileSync(at, String(process.pid))
  }
  await wait(config.wait * (0.5 + Math.random()))
  rmSync(at)
  appendFileSync(run.dir + '/ended', process.pid + '\\n')
  return config.x
})
`

const WORKER = `import { command } from './bullmq.mjs'
const host = { env: process.env, out() {}, err() {} }
process.exitCode = await command.run({ flags: { lock: '3', concurrency: '2' } }, { host })
`

if (spawnSync('redis-server', ['--version']).status !== 0) {
  console.log('redis-server is not here')
  process.exit(2)
}
console.log(`${times} rounds of ${jobs} jobs of seed ${seed}`)
let failed = 0
const random = randomOf(seed)
for (let at = 0; at < times; at++) {
  const begun = Date.now()
  try {
    console.log(`round ${at}: ${await round()}, ${Math.round((Date.now() - begun) / 1000)} s`)
  } catch (error) {
    failed++
    console.log(`does not hold in round ${at} of seed ${seed}:\n${error.stack ?? error}`)
  }
}
console.log(`${failed} rounds failed`)
process.exit(failed > 0 ? 1 : 0)

async function round() {
  const dir = realpathSync(mkdtempSync(join(tmpdir(), 'hydraconf-queue-')))
  await bundle(dir)
  mkdirSync(join(dir, 'conf'))
  writeFileSync(join(dir, 'conf/config.yaml'), 'x: 0\nwait: 100\n')
  writeFileSync(join(dir, 'app.mjs'), PROGRAM)
  writeFileSync(join(dir, 'worker.mjs'), WORKER)
  const port = await freePort()
  const redis = spawn('redis-server', ['--port', String(port), '--bind', '127.0.0.1', '--dir', dir, '--save', ''], {
    stdio: 'ignore',
  })
  const env = { ...process.env, REDIS_URL: `redis://127.0.0.1:${port}` }
  const start = (words) => spawn(process.execPath, words, { cwd: dir, env, stdio: ['ignore', 'ignore', 'pipe'] })
  const workers = [0, 1].map(() => start(['worker.mjs']))
  const killed = { workers: 0, jobs: new Set(), coordinators: 0 }
  try {
    await wait(500)
    for (let time = 0; ; time++) {
      const isBegun = existsSync(join(dir, 'sweep/.journal.jsonl'))
      const sweep = ['-m', `x=range(${jobs})`, 'hydra/launcher=bullmq', 'hydra.sweep.dir=sweep']
      const coordinator = start(['app.mjs', ...(isBegun ? ['--resume', 'sweep'] : sweep)])
      const ended = new Promise((resolve) => coordinator.on('close', (code, signal) => resolve(signal ?? code)))
      let err = ''
      coordinator.stderr.on('data', (text) => {
        err += text
      })
      let how
      void ended.then((said) => {
        how = said
      })
      while (how === undefined && time < 6) {
        await Promise.race([ended, wait(500 + random() * 6000)])
        const dice = random()
        if (how !== undefined) break
        if (dice < 0.3) {
          coordinator.kill('SIGKILL')
          killed.coordinators++
          await ended
        } else {
          const at = Math.floor(random() * workers.length)
          // The jobs of a worker outlive it, unless they are killed as well.
          const withJobs = dice < 0.65 ? await jobsOnceThere(workers[at].pid, () => how !== undefined) : []
          workers[at].kill('SIGKILL')
          killed.workers++
          for (const pid of withJobs) {
            try {
              process.kill(pid, 'SIGKILL')
              killed.jobs.add(pid)
            } catch {
              // It ended meanwhile.
            }
          }
          workers[at] = start(['worker.mjs'])
        }
      }
      how = await ended
      if (how === 0) break
      assert.ok(time < 12, `it comes to an end: ${how} ${err.slice(-2000)}`)
    }
    expectWhole(dir, killed.jobs)
    return `${killed.coordinators} coordinators, ${killed.workers} workers and ${killed.jobs.size} jobs killed`
  } finally {
    for (const child of [...workers, redis]) child.kill('SIGKILL')
    if (!process.env.KEEP) rmSync(dir, { recursive: true, force: true, maxRetries: 5 })
  }
}

function expectWhole(dir, killed) {
  assert.ok(!existsSync(join(dir, 'two-at-once')), 'two were at work in one directory')
  for (let number = 0; number < jobs; number++) {
    const home = join(dir, 'sweep', String(number))
    const ended = readFileSync(join(home, 'ended'), 'utf8').trim().split('\n')
    // A process that is killed between the end of its task and its result has its job run again.
    const lived = ended.filter((pid, at) => at === ended.length - 1 || !killed.has(Number(pid)))
    assert.equal(lived.length, 1, `how often ${home} was done`)
    assert.equal(JSON.parse(readFileSync(join(home, 'job.result.json'), 'utf8')).value, number)
  }
  const drafts = readdirSync(join(dir, 'sweep'), { recursive: true }).filter((name) => /draft/.test(name))
  assert.deepEqual(drafts, [])
}

/** A worker that has just begun has none yet. */
async function jobsOnceThere(worker, isOver) {
  for (let tries = 0; tries < 100 && !isOver(); tries++) {
    const found = jobsOf(worker)
    if (found.length > 0) return found
    await wait(200)
  }
  return []
}

function jobsOf(worker) {
  const { stdout } = spawnSync('ps', ['--ppid', String(worker), '-o', 'pid='], { encoding: 'utf8' })
  return stdout
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map(Number)
}

function freePort() {
  return new Promise((resolve) => {
    const server = createServer()
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address()
      server.close(() => resolve(port))
    })
  })
}

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
