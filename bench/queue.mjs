// node bench/queue.mjs [--jobs 100000] [--rounds 3]
// Gives a sweep to a queue in a Redis of its own and leaves it there (`hydra.launcher.detach=true`), in turn with plain `addBulk` of as many
// messages, 500 at a time, and prints what each took: seconds by the clock, CPU time of the process and of Redis, and the most memory
// of the process. Each is a process of its own. Needs redis-server, and what `npm run build` made.
import { spawn, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { median } from './numbers.mjs'

const { values: flags } = parseArgs({
  options: { jobs: { type: 'string', default: '100000' }, rounds: { type: 'string', default: '3' } },
})
const jobs = Number(flags.jobs)
const packages = fileURLToPath(new URL('../packages', import.meta.url))
const work = realpathSync(mkdtempSync(join(tmpdir(), 'hydraconf-queue-bench-')))

/** What a process took, as it knows itself when it ends. */
const REPORT = `process.on('exit', () => {
  const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage()
  console.log('USED ' + JSON.stringify({ peak: maxRSS / 1024, cpu: (userCPUTime + systemCPUTime) / 1e6 }))
})
`
const OURS = `${REPORT}import { hydraMain } from '${packages}/node/dist/bundle/index.js'
import { bullmq } from '${packages}/bullmq/dist/bundle/index.js'
await hydraMain({ configDir: 'conf', configName: 'config', plugins: [bullmq()] }, () => {})
`
const PLAIN = `${REPORT}import { createRequire } from 'node:module'
const require = createRequire('${packages}/bullmq/package.json')
const { Queue } = require('bullmq')
const { Redis } = require('ioredis')
const connection = new Redis(process.env.REDIS_URL, { maxRetriesPerRequest: null })
const queue = new Queue('plain', { connection })
const opts = { attempts: 1, removeOnComplete: true, removeOnFail: { age: 604800 } }
for (let from = 0; from < ${jobs}; from += 500) {
  const some = Array.from({ length: Math.min(500, ${jobs} - from) }, (_, at) => from + at)
  await queue.addBulk(some.map((at) => {
    return { name: 'job', data: { pointer: \`\${at % 500}:0:${work}/sweep/.launch/1\` }, opts: { jobId: \`0f3c9a12b4d5.\${at}.0\`, ...opts } }
  }))
}
await queue.close()
connection.disconnect()
`

const SWEEP = ['-m', `x=range(${jobs})`, 'hydra/launcher=bullmq', 'hydra.launcher.detach=true', 'hydra.sweep.dir=sweep']
const SIDES = { addBulk: ['plain.mjs'], hydraconf: ['app.mjs', ...SWEEP] }

mkdirSync(join(work, 'conf'))
writeFileSync(join(work, 'conf/config.yaml'), 'x: 0\nlr: 0.1\n')
writeFileSync(join(work, 'app.mjs'), OURS)
writeFileSync(join(work, 'plain.mjs'), PLAIN)
const port = await freePort()
const quiet = ['--bind', '127.0.0.1', '--save', '', '--dir', work]
const redis = spawn('redis-server', ['--port', String(port), ...quiet], { stdio: 'ignore' })
try {
  while (ask('ping') !== 'PONG') await wait(100)
  const all = { addBulk: [], hydraconf: [] }
  for (let round = 0; round < Number(flags.rounds); round++)
    for (const side of Object.keys(SIDES)) all[side].push(await measured(SIDES[side]))
  print(all)
} finally {
  redis.kill('SIGKILL')
  rmSync(work, { recursive: true, force: true })
}

async function measured(words) {
  ask('flushall')
  rmSync(join(work, 'sweep'), { recursive: true, force: true })
  const before = redisTime()
  const begun = process.hrtime.bigint()
  const env = { ...process.env, REDIS_URL: `redis://127.0.0.1:${port}` }
  const child = spawn(process.execPath, words, { cwd: work, env, stdio: ['ignore', 'pipe', 'inherit'] })
  let out = ''
  child.stdout.on('data', (text) => {
    out += text
  })
  const code = await new Promise((done) => child.on('close', done))
  const seconds = Number(process.hrtime.bigint() - begun) / 1e9
  const [, used] = /^USED (.*)$/m.exec(out) ?? []
  const there = Number(ask('llen', words[0] === 'plain.mjs' ? 'bull:plain:wait' : 'bull:hydraconf:wait'))
  if (code !== 0 || used === undefined || there !== jobs)
    throw new Error(`${words[0]} ended with ${code}, and ${there} messages wait: ${out.slice(-2000)}`)
  return { seconds, redis: redisTime() - before, ...JSON.parse(used) }
}

function print({ addBulk, hydraconf }) {
  console.log(`${jobs} jobs, median of ${addBulk.length}, least and most`)
  for (const [side, rounds] of Object.entries({ addBulk, hydraconf })) {
    const told = (key, digits) => {
      const values = rounds.map((round) => round[key])
      return `${median(values).toFixed(digits)} [${Math.min(...values).toFixed(digits)}-${Math.max(...values).toFixed(digits)}]`
    }
    const rate = Math.round(jobs / median(rounds.map(({ seconds }) => seconds)))
    console.log(
      `${side.padEnd(10)} ${rate} a second; ${told('seconds', 1)} s by the clock, ${told('cpu', 1)} s of CPU, ` +
        `${told('redis', 1)} s of Redis's; at most ${told('peak', 0)} MiB`,
    )
  }
  const ratio = (of) => median(addBulk.map((round, at) => of(round) / of(hydraconf[at]))).toFixed(2)
  console.log(
    `${ratio(({ seconds }) => seconds)}x of addBulk by the clock, ${ratio(({ cpu, redis }) => cpu + redis)}x in CPU time`,
  )
}

function ask(...words) {
  return spawnSync('redis-cli', ['-p', String(port), ...words], { encoding: 'utf8' }).stdout.trim()
}

/** Seconds of CPU that it took so far. */
function redisTime() {
  const said = ask('info', 'cpu')
  return ['sys', 'user'].reduce((sum, kind) => sum + Number(new RegExp(`used_cpu_${kind}:(\\S+)`).exec(said)[1]), 0)
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
