import { type ChildProcess, spawn } from 'node:child_process'
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
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { bundlePackages } from '../../../test/node/bundle.js'
import { hasRedis, RedisServer } from '../../../test/node/redis-server.js'
import { isRunning } from '../../node/src/process-id.js'

// Programs and workers as processes that are really killed, on a Redis of their own. Where none can be started these are skipped.
let home: string
let children: ChildProcess[] = []

beforeAll(async () => {
  home = realpathSync(mkdtempSync(join(tmpdir(), 'queue-')))
  await bundlePackages(['node', 'bullmq'], home)
  writeFileSync(join(home, 'package.json'), '{"type": "module"}')
  mkdirSync(join(home, 'conf'))
  writeFileSync(join(home, 'conf/config.yaml'), 'x: 0\ndo: nothing\n')
  writeFileSync(join(home, 'app.mjs'), PROGRAM)
  writeFileSync(join(home, 'worker.mjs'), WORKER)
}, 60_000)

afterEach(() => {
  for (const child of children) child.kill('SIGKILL')
  children = []
})

afterAll(() => rmSync(home, { recursive: true, force: true }))

const PROGRAM = `import { appendFileSync, existsSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import { hydraMain } from './node.js'
import { bullmq } from './bullmq.js'
const plugins = [bullmq({ patience: { look: 0.2, ask: 0.5, grace: 2 } })]
await hydraMain({ configDir: 'conf', configName: 'config', plugins }, async (config, run) => {
  console.log('working on', config.x)
  appendFileSync(run.dir + '/pid', process.pid + '\\n')
  appendFileSync(run.dir + '/ran', 'x')
  if (config.do === 'mixed' && config.x === 2) throw new RangeError('two is too much')
  if (config.do === 'mixed' && config.x === 3) process.kill(process.pid, 'SIGKILL')
  if (config.do === 'wait') while (!existsSync(run.dir + '/../go')) await wait(100)
  if (config.do === 'sleep') await wait(60_000)
  return config.x
})
`

const WORKER = `import { command } from './bullmq.js'
const flags = JSON.parse(process.argv[2])
const host = { env: process.env, out: (text) => process.stdout.write(text), err: (text) => process.stderr.write(text) }
process.exitCode = await command.run({ flags }, { host }).catch((error) => {
  console.error(error.message)
  return 1
})
`

const SWEEP = ['-m', 'x=1,2,3,4,5,6', 'hydra/launcher=bullmq']

test('without Redis that is said in one line, with where it was looked for, before any job starts', async () => {
  const { code, err } = await run([...SWEEP, 'hydra.sweep.dir=none'], { REDIS_URL: 'redis://:secret@127.0.0.1:1/0' })
  expect([code, err.split('\n')[0]]).toEqual([
    1,
    'Redis at redis://127.0.0.1:1/0 cannot be used: connect ECONNREFUSED 127.0.0.1:1',
  ])
  expect(existsSync(join(home, 'none/0'))).toBe(false)
})

test('a setting of another type, and one that is none, are refused as a structured config refuses them', async () => {
  for (const [given, said] of [
    ['hydra.launcher.attempts=often', "'hydra.launcher.attempts' takes an int, not the string 'often'"],
    ['hydra.launcher.tries=2', "There is no 'hydra.launcher.tries' to change"],
    ['hydra.launcher.redis.port=x', "'hydra.launcher.redis.port' takes an int, not the string 'x'"],
  ] as const) {
    const { code, err } = await run([...SWEEP, given])
    expect([code, err]).toEqual([1, expect.stringContaining(said)])
  }
})

test.each([
  ['hydra.launcher.attempts=0', 'hydra/launcher=bullmq', 'hydra.launcher.attempts is 0'],
  ['hydra.launcher.redis.url=http://x', 'hydra/launcher=bullmq', "'http://x' is no address of a Redis"],
  [
    'hydra.launcher.enqueue.ttl=soon',
    'hydra/launcher=rq',
    "hydra.launcher.enqueue.ttl is 'soon', which is no duration",
  ],
  ['hydra.launcher.enqueue.job_id=one', 'hydra/launcher=rq', "job_id is 'one', and the sweep has 2 jobs"],
])('%s is refused before anything is written', async (given, launcher, said) => {
  const { code, err } = await run(['-m', 'x=1,2', launcher, given, 'hydra.sweep.dir=refused'])
  expect([code, err]).toEqual([1, expect.stringContaining(said)])
  expect(existsSync(join(home, 'refused'))).toBe(false)
})

test('redis.mock runs the jobs here, without a Redis', async () => {
  const { code, out } = await run(['-m', 'x=1,2', 'hydra/launcher=rq', 'hydra.launcher.redis.mock=true'])
  expect([code, out.match(/working on \d/g)]).toEqual([0, ['working on 1', 'working on 2']])
})

test('a worker that has no Redis, or takes no jobs at a time, says so', async () => {
  const none = await run([], {}, { script: 'worker.mjs', words: [JSON.stringify({ redis: 'redis://127.0.0.1:1' })] })
  expect([none.code, none.err]).toEqual([1, expect.stringContaining('cannot be used: connect ECONNREFUSED')])
  const no = await run([], {}, { script: 'worker.mjs', words: [JSON.stringify({ concurrency: '0' })] })
  expect([no.code, no.err]).toEqual([
    1,
    expect.stringContaining("--concurrency takes a whole number from 1 on, not '0'"),
  ])
})

describe.skipIf(!hasRedis)('on a Redis', { timeout: 600_000 }, () => {
  let redis: RedisServer
  let name = 0
  let queue: string

  beforeAll(async () => {
    redis = await RedisServer.start()
  })
  afterAll(() => redis.remove())
  beforeEach(() => {
    queue = `queue-${name++}`
  })

  const sweep = (dir: string, ...more: readonly string[]) => sweepWith([`hydra.sweep.dir=${dir}`, ...more])
  const sweepWith = (more: readonly string[], meanwhile?: (child: ChildProcess) => Promise<void>) =>
    run([...SWEEP, `hydra.launcher.queue=${queue}`, ...more], { REDIS_URL: redis.url }, { meanwhile })
  const resume = (dir: string, meanwhile?: (child: ChildProcess) => Promise<void>) =>
    run(['--resume', dir], { REDIS_URL: redis.url }, { meanwhile })
  const worker = (concurrency = 2): ChildProcess => {
    const flags = { queue, concurrency: String(concurrency), lock: '2' }
    return start('worker.mjs', [JSON.stringify(flags)], { REDIS_URL: redis.url })
  }
  const read = (path: string) => readFileSync(join(home, path), 'utf8')
  const there = async (path: string) => {
    while (!existsSync(join(home, path))) await sleep(50)
  }
  const go = (dir: string) => writeFileSync(join(home, dir, 'go'), '')
  const isOnce = (dir: string) => {
    for (const job of [0, 1, 2, 3, 4, 5]) {
      expect(read(`${dir}/${job}/ran`)).toBe('x')
      expect(readdirSync(join(home, dir, String(job), '.claim'))).toEqual(['0'])
    }
  }

  test('of six jobs one fails and one is killed: both are reported, and no result is lost', async () => {
    worker()
    const { code, out, err } = await sweep('mixed', 'do=mixed')
    expect(code).toBe(1)
    expect(out).toContain('Submitting 6 jobs to bullmq')
    expect(out.match(/ done\n/g)).toHaveLength(4)
    expect(err).toContain('RangeError: two is too much')
    expect(JSON.parse(read('mixed/5/job.result.json'))).toMatchObject({ value: 6 })
    const again = await resume('mixed')
    expect([again.code, again.out]).toEqual([1, expect.stringContaining('Submitting 2 jobs')])
    expect(read('mixed/0/ran')).toBe('x')
    expect(read('mixed/2/job.out')).toBe('working on 3\n\n[attempt 2]\nworking on 3\n')
  })

  test('a job whose process was killed is reported with how it ended and the end of what it printed', async () => {
    worker()
    const { err } = await run(
      ['-m', 'x=3', 'do=mixed', 'hydra/launcher=bullmq', `hydra.launcher.queue=${queue}`, 'hydra.sweep.dir=killed'],
      { REDIS_URL: redis.url },
    )
    expect(err).toMatch(/Job #0 \(\w+\.0\.0\) left no result: its process on \S+ was ended by SIGKILL/)
    expect(err).toContain('killed/0/job.out:\n  working on 3')
  })

  test('a job that is lost is run as often as attempts says', async () => {
    worker()
    const { code, out } = await sweep('attempts', 'do=mixed', 'hydra.launcher.attempts=3')
    expect([code, out]).toEqual([1, expect.stringContaining('#2 : x=3 do=mixed is lost, and submitted again')])
    expect(read('attempts/2/ran')).toBe('xxx')
    // A task that throws was not lost.
    expect(read('attempts/1/ran')).toBe('x')
  })

  test('a worker that is killed loses no job that goes on, and another takes the rest', async () => {
    const first = worker()
    const { code } = await sweepWith(['hydra.sweep.dir=orphans', 'do=wait'], async () => {
      await there('orphans/0/ran')
      first.kill('SIGKILL')
      worker()
      go('orphans')
    })
    expect(code).toBe(0)
    isOnce('orphans')
  })

  test('a worker that is killed with its jobs: they are lost, the others are done, and --resume runs them', async () => {
    const first = worker()
    const { code, err } = await sweepWith(['hydra.sweep.dir=gone', 'do=wait'], async () => {
      await there('gone/0/ran')
      await there('gone/1/ran')
      first.kill('SIGKILL')
      for (const job of [0, 1]) process.kill(Number(read(`gone/${job}/pid`)), 'SIGKILL')
      go('gone')
      worker()
    })
    expect([code, err]).toEqual([1, expect.stringContaining('left no result: its worker is gone')])
    const again = await resume('gone')
    expect([again.code, again.out]).toEqual([0, expect.stringContaining('Submitting 2 jobs')])
    expect([0, 1, 2, 3, 4, 5].map((job) => read(`gone/${job}/ran`))).toEqual(['xx', 'xx', 'x', 'x', 'x', 'x'])
  })

  test('a sweep whose coordinator is killed goes on, and is collected by --resume without running twice', async () => {
    worker()
    await sweepWith(['hydra.sweep.dir=alone', 'do=wait'], async (child) => {
      await there('alone/0/ran')
      child.kill('SIGKILL')
    })
    const { code, out } = await resume('alone', async (child) => {
      await new Promise<void>((done) => {
        child.stdout!.on('data', (text) => String(text).includes('already') && done())
      })
      go('alone')
    })
    expect([code, out]).toEqual([0, expect.stringContaining('6 jobs are with bullmq already')])
    isOnce('alone')
  })

  test.each([
    ['before the order was written', ['submitted', 'launch', 'messages']],
    ['before the jobs were noted', ['submitted', 'messages']],
    ['before they were in the queue', ['messages']],
  ])('a coordinator that was killed %s: --resume submits what is missing', async (when, missing) => {
    const dir = when.replaceAll(' ', '-')
    await sweepWith([`hydra.sweep.dir=${dir}`], async (child) => {
      while (redis.command('llen', `bull:${queue}:wait`) !== '6') await sleep(50)
      child.kill('SIGKILL')
    })
    if (missing.includes('messages')) redis.command('flushdb')
    if (missing.includes('launch')) rmSync(join(home, dir, '.launch'), { recursive: true })
    const journal = join(home, dir, '.journal.jsonl')
    const lines = readFileSync(journal, 'utf8').split('\n')
    if (missing.includes('submitted'))
      writeFileSync(journal, lines.filter((line) => !line.includes('"submitted"')).join('\n'))
    worker()
    expect((await resume(dir)).code).toBe(0)
    isOnce(dir)
  })

  test('a message that is delivered twice runs its job once', async () => {
    await sweepWith(['hydra.sweep.dir=twice', 'do=wait', 'hydra.launcher.detach=true'])
    const [id] = redis.command('lrange', `bull:${queue}:wait`, '0', '-1').split('\n')
    const { pointer } = JSON.parse(redis.command('hget', `bull:${queue}:${id}`, 'data'))
    const { Queue } = await import('bullmq')
    const { Redis } = await import('ioredis')
    const client = new Redis(redis.url, { maxRetriesPerRequest: null })
    await new Queue(queue, { connection: client }).add('again', { pointer }, { jobId: 'again.0.0', lifo: true })
    worker(4)
    const { code } = await resume('twice', async () => {
      await sleep(3000)
      go('twice')
    })
    client.disconnect()
    expect(code).toBe(0)
    isOnce('twice')
  })

  test('detach ends the program when all is submitted, and --resume collects', async () => {
    const { code, err } = await sweep('detached', 'hydra.launcher.detach=true')
    expect([code, err]).toEqual([0, expect.stringContaining('--resume detached')])
    worker()
    expect((await resume('detached')).code).toBe(0)
    isOnce('detached')
  })

  test('two sweeps at once in one queue', async () => {
    worker(4)
    const codes = await Promise.all([sweep('one'), sweep('two')])
    expect(codes.map(({ code }) => code)).toEqual([0, 0])
    isOnce('one')
    isOnce('two')
  })

  test('Ctrl-C ends the jobs, takes the rest out of the queue, and looks whether that is so', async () => {
    worker()
    const { code, out, err } = await sweepWith(['hydra.sweep.dir=stopped', 'do=sleep'], async (child) => {
      await there('stopped/0/ran')
      await there('stopped/1/ran')
      child.kill('SIGINT')
    })
    expect([code, err]).toEqual([130, expect.stringContaining('--resume stopped')])
    expect(out).toContain('Ending 6 jobs on bullmq')
    expect(out).not.toContain('did not end')
    expect(redis.command('llen', `bull:${queue}:wait`)).toBe('0')
    expect(redis.command('llen', `bull:${queue}:active`)).toBe('0')
    for (const job of [0, 1]) expect(() => process.kill(Number(read(`stopped/${job}/pid`)), 0)).toThrow('ESRCH')
  })

  test.each(['gone', 'there'])(
    'cancel takes the jobs back of a sweep whose program is %s; retry runs them',
    async (state) => {
      worker()
      const dir = `cancel-${state}`
      let cancelled: Awaited<ReturnType<typeof run>> | undefined
      const { code } = await sweepWith([`hydra.sweep.dir=${dir}`, 'do=wait'], async (child) => {
        await there(`${dir}/1/ran`)
        if (state === 'gone') child.kill('SIGKILL')
        else cancelled = await run(['--cancel', dir], { REDIS_URL: redis.url })
      })
      cancelled ??= await run(['--cancel', dir], { REDIS_URL: redis.url })
      expect([code, cancelled.code, cancelled.out]).toEqual([
        state === 'gone' ? null : 130,
        0,
        expect.stringContaining(`Cancelled 6 jobs of ${dir}`),
      ])
      expect(redis.command('llen', `bull:${queue}:wait`)).toBe('0')
      for (const job of [0, 1]) expect(isRunning(read(`${dir}/${job}/.claim/0/process`))).toBe(false)
      go(dir)
      expect((await run(['--retry', dir], { REDIS_URL: redis.url })).code).toBe(0)
      for (const job of [0, 1, 2, 3, 4, 5])
        expect(JSON.parse(read(`${dir}/${job}/job.result.json`))).toMatchObject({ value: job + 1 })
    },
  )

  test('jobs whose worker was killed are ended by cancel all the same, and what is queued never begins', async () => {
    const first = worker()
    await sweepWith(['hydra.sweep.dir=widowed', 'do=wait'], async (child) => {
      await there('widowed/0/ran')
      await there('widowed/1/ran')
      first.kill('SIGKILL')
      child.kill('SIGKILL')
    })
    const { code } = await run(['--cancel', 'widowed'], { REDIS_URL: redis.url })
    expect(code).toBe(0)
    for (const job of [0, 1]) expect(isRunning(read(`widowed/${job}/.claim/0/process`))).toBe(false)
  })

  test('where Redis is gone cancel says so, and no job begins any more', async () => {
    await sweep('out-of-reach', 'hydra.launcher.detach=true')
    const { code, err } = await run(['--cancel', 'out-of-reach'], { REDIS_URL: 'redis://127.0.0.1:1/0' })
    expect([code, err]).toEqual([1, expect.stringContaining('could not be asked')])
    worker()
    while (redis.command('llen', `bull:${queue}:wait`) !== '0') await sleep(50)
    while (redis.command('llen', `bull:${queue}:active`) !== '0') await sleep(50)
    expect(existsSync(join(home, 'out-of-reach/0/ran'))).toBe(false)
  })

  test('retry gives to another launcher what failed, but nothing that the queue may still have', async () => {
    worker()
    expect((await sweep('moved', 'do=mixed')).code).toBe(1)
    const { code } = await run(['--retry', 'moved', '--job', '1', 'hydra/launcher=local'], { REDIS_URL: redis.url })
    expect([code, read('moved/1/ran')]).toEqual([1, 'xx'])
    await sweep('kept', 'hydra.launcher.detach=true', `hydra.launcher.queue=idle-${queue}`)
    const kept = await run(['--retry', 'kept', 'hydra/launcher=local'], { REDIS_URL: redis.url })
    expect([kept.code, kept.err]).toEqual([1, expect.stringContaining('bullmq was given job #0 and 5 more')])
  })

  test('a worker that is told to stop finishes what it runs, and takes no more', async () => {
    const first = worker(1)
    const ended = new Promise<number | null>((done) => first.on('close', done))
    const { code } = await sweepWith(['hydra.sweep.dir=polite', 'do=wait'], async () => {
      await there('polite/0/ran')
      first.kill('SIGTERM')
      await sleep(500)
      go('polite')
      expect(await ended).toBe(0)
      expect(existsSync(join(home, 'polite/1'))).toBe(false)
      worker()
    })
    expect(code).toBe(0)
    isOnce('polite')
  })

  test('a second SIGTERM ends the job, which is lost, and said to be', async () => {
    const first = worker(1)
    const { code, err } = await sweepWith(['hydra.sweep.dir=rude', 'do=sleep', 'x=1'], async () => {
      await there('rude/0/ran')
      first.kill('SIGTERM')
      await sleep(500)
      first.kill('SIGTERM')
    })
    expect([code, err]).toEqual([1, expect.stringContaining('was ended by SIGTERM')])
  })

  test('a Redis that goes away and comes back loses nothing', async () => {
    worker()
    const { code, out } = await sweepWith(['hydra.sweep.dir=away', 'do=wait'], async () => {
      await there('away/1/ran')
      await redis.end()
      await sleep(2000)
      await redis.begin()
      go('away')
    })
    expect([code, out]).toEqual([0, expect.stringContaining('does not answer; trying again')])
    isOnce('away')
  })

  test('a worker that does not see the sweep directory says so', async () => {
    const { code, err } = await sweepWith(['hydra.sweep.dir=moved'], async () => {
      while (redis.command('llen', `bull:${queue}:wait`) !== '6') await sleep(50)
      rmSync(join(home, 'moved/.launch'), { recursive: true })
      worker()
    })
    expect([code, err]).toEqual([1, expect.stringContaining('The sweep directory has to be on a disk')])
  })

  test('a wrong password is said in one line', async () => {
    const locked = await RedisServer.start('--requirepass', 'right')
    for (const given of ['', ':wrong@']) {
      const { code, err } = await run(SWEEP, { REDIS_URL: locked.url.replace('//', `//${given}`) })
      expect([code, err]).toEqual([
        1,
        expect.stringMatching(/cannot be used: .*(NOAUTH|WRONGPASS)[\s\S]*REDIS_PASSWORD/),
      ])
      expect(err).not.toContain('wrong@')
    }
    await locked.remove()
  })
})

function sleep(milliseconds: number): Promise<void> {
  return new Promise((done) => setTimeout(done, milliseconds))
}

function start(script: string, words: readonly string[], env: Readonly<Record<string, string>>): ChildProcess {
  const child = spawn(process.execPath, [script, ...words], {
    cwd: home,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
  })
  children.push(child)
  return child
}

interface Around {
  readonly script?: string
  readonly words?: readonly string[]
  readonly meanwhile?: ((child: ChildProcess) => Promise<void>) | undefined
}

async function run(argv: readonly string[], env: Readonly<Record<string, string>> = {}, around: Around = {}) {
  const child = start(around.script ?? 'app.mjs', around.words ?? argv, env)
  let out = ''
  let err = ''
  child.stdout!.on('data', (chunk) => {
    out += chunk
  })
  child.stderr!.on('data', (chunk) => {
    err += chunk
  })
  const code = new Promise<number | null>((done) => child.on('close', done))
  await around.meanwhile?.(child)
  return { code: await code, out, err }
}
