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
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { bundlePackage } from '../../../../test/node/bundle.js'
import { ownProcess } from '../process-id.js'
import { readJournal } from './journal.js'
import { progressOf } from './progress.js'

let home: string

beforeAll(async () => {
  home = realpathSync(mkdtempSync(join(tmpdir(), 'local-launcher-')))
  await bundlePackage('node', join(home, 'node.mjs'))
  mkdirSync(join(home, 'conf'))
  writeFileSync(join(home, 'conf/config.yaml'), 'x: 0\ndo: nothing\n')
  writeFileSync(
    join(home, 'app.mjs'),
    `import { existsSync, writeFileSync } from 'node:fs'
import { hydraMain } from './node.mjs'
await hydraMain({ configDir: 'conf', configName: 'config' }, async (config, run) => {
  console.log('working on', config.x)
  if (config.do === 'die' && config.x === 2) process.kill(process.pid, 'SIGKILL')
  if (config.do === 'throw' && config.x === 2) throw new RangeError('two is too much')
  if (config.do === 'gpus') console.log(process.env.CUDA_VISIBLE_DEVICES, run.composed.yaml({ of: 'all', package: 'hydra.job', header: false }).match(/^id: '?(\\d+)/m)[1], process.pid)
  if (config.do === 'late' && config.x === 2) await new Promise((done) => setTimeout(done, 60_000))
  if (config.do === 'once' && config.x === 2 && !existsSync('once')) {
    writeFileSync('once', '')
    throw new Error('not yet')
  }
  if (config.do === 'sleep') await new Promise((done) => setTimeout(done, 60_000))
  return config.x
})
`,
  )
})

afterAll(() => rmSync(home, { recursive: true, force: true }))

const SWEEP = ['-m', 'x=1,2,3', 'hydra/launcher=local', 'hydra.launcher.n_jobs=2']

test('each job runs in a process of its own; what it prints is kept beside its results', async () => {
  const { code, out } = await run([...SWEEP, 'hydra.sweep.dir=all'])
  expect(code).toBe(0)
  expect(out).toContain('Launching 3 jobs locally, 2 at a time')
  expect(out.match(/#\d : x=\d done in/g)).toHaveLength(3)
  expect(readFileSync(join(home, 'all/1/job.out'), 'utf8')).toBe('working on 2\n')
  expect(readFileSync(join(home, 'all/1/.hydra/overrides.yaml'), 'utf8')).toBe('- x=2\n')
})

test('a job whose process dies is reported with the end of what it printed, and the others run', async () => {
  const { code, err } = await run([...SWEEP, 'do=die', 'hydra.sweep.dir=dies'])
  expect(code).toBe(1)
  expect(err).toContain("Error executing job with overrides: ['x=2', 'do=die']")
  expect(err).toContain('The process of job #1 was ended by SIGKILL.')
  expect(err).toContain('  working on 2\n')
  const { jobs } = readJournal(join(home, 'dies'))!
  expect([...jobs].map(([number, { status, error }]) => [number, status, error]).sort()).toEqual([
    [0, 'completed', undefined],
    [1, 'failed', 'its process was ended by SIGKILL'],
    [2, 'completed', undefined],
  ])
})

test('what a job throws comes back to the sweep', async () => {
  const { code, err } = await run([...SWEEP, 'do=throw', 'hydra.sweep.dir=throws'])
  expect(code).toBe(1)
  expect(err).toContain('RangeError: two is too much')
})

test('hydra/launcher=joblib and submitit_local run here, with their ids and time limits', async () => {
  const joblib = await run([
    '-m',
    'x=1,2,3',
    'hydra/launcher=joblib',
    'hydra.launcher.n_jobs=2',
    'hydra.sweep.dir=joblib',
  ])
  expect([joblib.code, joblib.err]).toEqual([0, ''])
  expect(joblib.out).toContain('Launching 3 jobs locally, 2 at a time')
  expect(readFileSync(join(home, 'joblib/1/.hydra/hydra.yaml'), 'utf8')).toContain('    id: app_1\n    num: 1\n')
  const local = ['-m', 'x=1,2', 'hydra/launcher=submitit_local', 'hydra.launcher.gpus_per_node=2']
  const submitit = await run([...local, 'do=gpus', 'hydra.sweep.dir=submitit'])
  expect([submitit.code, submitit.err]).toEqual([0, ''])
  expect(readFileSync(join(home, 'submitit/0/job.out'), 'utf8')).toMatch(/^working on 1\n0,1 (\d+) \1\n$/)
  const late = await run([
    '-m',
    'x=1,2',
    'do=late',
    'hydra/launcher=joblib',
    'hydra.launcher.timeout=15',
    'hydra.sweep.dir=late',
  ])
  expect([late.code, late.err]).toEqual([1, expect.stringContaining('job #1 took longer than 15 s and was ended')])
  expect(late.out).toMatch(/#0 : x=1 do=late done in/)
  const none = await run(['-m', 'x=1', 'hydra/launcher=joblib', 'hydra.launcher.n_jobs=0', 'hydra.sweep.dir=none'])
  expect([none.code, none.err]).toEqual([1, expect.stringContaining('hydra.launcher.n_jobs is 0')])
  expect(existsSync(join(home, 'none'))).toBe(false)
})

test('a job leaves its claim and its result in its directory, and an attempt that is repeated adds to what it printed', async () => {
  const sweep = [...SWEEP, 'hydra.sweep.dir=again']
  expect((await run([...sweep, 'do=once'])).code).toBe(1)
  expect(JSON.parse(readFileSync(join(home, 'again/0/job.result.json'), 'utf8'))).toMatchObject({
    status: 'completed',
    value: 1,
  })
  expect(JSON.parse(readFileSync(join(home, 'again/1/job.result.json'), 'utf8'))).toMatchObject({
    status: 'failed',
    error: { name: 'Error', message: 'not yet' },
  })
  expect((await run(['--resume', 'again'])).code).toBe(0)
  expect(readdirSync(join(home, 'again/1/.claim'))).toEqual(['0', '100'])
  expect(readFileSync(join(home, 'again/1/job.out'), 'utf8')).toMatch(
    /^working on 2\n[\s\S]*\n\[attempt 2\]\nworking on 2\n$/,
  )
  // A new sweep in the same place begins from nothing.
  expect((await run([...sweep, 'do=nothing'])).code).toBe(0)
  expect(readdirSync(join(home, 'again/1/.claim'))).toEqual(['0'])
})

test('jobs that share a directory run all, and each has a result of its own', async () => {
  rmSync(join(home, 'once'), { force: true })
  const shared = ['hydra.sweep.dir=shared', "hydra.sweep.subdir='same'", '--allow-collisions']
  expect((await run([...SWEEP, ...shared, 'do=once'])).code).toBe(1)
  const result = (name: string) => JSON.parse(readFileSync(join(home, 'shared/same', name), 'utf8'))
  expect(result('job.0.result.json')).toMatchObject({ status: 'completed', value: 1 })
  expect(result('job.1.result.json')).toMatchObject({ status: 'failed', error: { message: 'not yet' } })
  expect(result('job.2.result.json')).toMatchObject({ status: 'completed', value: 3 })
  expect(readFileSync(join(home, 'shared/same/job.0.out'), 'utf8')).toBe('working on 1\n')
  const again = await run(['--resume', 'shared'])
  expect([again.code, again.out]).toEqual([0, expect.stringContaining('2 of 3 jobs are done already')])
  expect([0, 1, 2].map((number) => result(`job.${number}.result.json`).value)).toEqual([1, 2, 3])
  expect(readdirSync(join(home, 'shared/same/.claim')).sort()).toEqual(['job.0', 'job.1', 'job.2'])
  expect(readdirSync(join(home, 'shared/same/.claim/job.1')).sort()).toEqual(['0', '100'])
})

test('one job that is delivered twice runs once', async () => {
  expect((await run([...SWEEP, 'hydra.sweep.dir=twice'])).code).toBe(0)
  const deliver = (attempt: number) =>
    spawnSync(process.execPath, ['app.mjs'], {
      cwd: home,
      encoding: 'utf8',
      env: { ...process.env, HYDRACONF_JOB: `1:${attempt}:${join(home, 'twice/.launch/1')}` },
    })
  const again = deliver(0)
  expect([again.status, again.stdout, again.stderr]).toEqual([0, '', ''])
  // Nor does a later attempt of what is done.
  expect([deliver(1).status, deliver(1).stdout]).toEqual([0, ''])
  const lost = spawnSync(process.execPath, ['app.mjs'], {
    cwd: home,
    encoding: 'utf8',
    env: { ...process.env, HYDRACONF_JOB: '0:0:/gone' },
  })
  expect([lost.status, lost.stderr]).toEqual([1, expect.stringContaining('on a disk that this machine sees')])
})

test('a job runs although a process of an earlier starter that was killed has claimed the attempt', async () => {
  expect((await run([...SWEEP, 'hydra.sweep.dir=claimed'])).code).toBe(0)
  const [orders, result, claim] = ['.launch/1/order.json', '1/job.result.json', '1/.claim/0/process'].map((path) =>
    join(home, 'claimed', path),
  ) as [string, string, string]
  const order = JSON.parse(readFileSync(orders, 'utf8'))
  const deliver = (driver: string) => {
    writeFileSync(orders, JSON.stringify({ ...order, driver }))
    rmSync(result)
    const env = { ...process.env, HYDRACONF_JOB: `1:0:${join(home, 'claimed/.launch/1')}` }
    return spawnSync(process.execPath, ['app.mjs'], { cwd: home, env }).status
  }
  expect(existsSync(claim)).toBe(true)
  expect([deliver(ownProcess()), existsSync(result)]).toEqual([0, true])
  expect([deliver(order.driver), existsSync(result)]).toEqual([0, false])
})

test('an interrupted sweep stops its jobs and says how to go on', async () => {
  const { code, err, out } = await run([...SWEEP, 'do=sleep', 'hydra.sweep.dir=stops'], async (child) => {
    const isBegun = () => (readJournal(join(home, 'stops'))?.jobs.size ?? 0) === 2
    while (!isBegun() && child.exitCode === null) await new Promise((done) => setTimeout(done, 50))
    child.kill('SIGINT')
  })
  expect(code).toBe(130)
  expect(out.match(/stopped in/g)).toHaveLength(2)
  expect(err).toContain('Go on with it: --resume stops')
})

test('progress is a line for each job, and a bar on a terminal', () => {
  const written: string[] = []
  const lines: string[] = []
  const say = (line: string) => void lines.push(line)
  const plain = progressOf(2, { write: () => expect.unreachable() }, say)
  plain.running(1)
  plain.done('one', false)
  plain.end()
  expect(lines.splice(0)).toEqual(['one'])
  const bar = progressOf(2, { isTTY: true, columns: 60, write: (text) => written.push(text) }, say)
  bar.done('one', false)
  bar.done('two', true)
  bar.end()
  expect(lines).toEqual(['two'])
  expect(written.join('')).toContain('[############............] 1/2 jobs, 0 running')
  expect(written.at(-1)).toBe('\r\x1b[K')
})

test('a bundled program without the package beside it is told what it lacks', async () => {
  rmSync(join(home, 'node_modules'), { recursive: true })
  const { code, err } = await run(['hydra/launcher=joblib'])
  expect(code).toBe(1)
  expect(err).toContain('The files in plugin-configs/ of @hydraconf/node are not to be found from file:')
  expect(err).not.toMatch(/^\s+at /m)
})

async function run(argv: readonly string[], meanwhile?: (child: ReturnType<typeof spawn>) => Promise<void>) {
  const child = spawn(process.execPath, ['app.mjs', ...argv], { cwd: home, stdio: ['ignore', 'pipe', 'pipe'] })
  let out = ''
  let err = ''
  child.stdout.on('data', (chunk) => {
    out += chunk
  })
  child.stderr.on('data', (chunk) => {
    err += chunk
  })
  const code = new Promise<number | null>((done) => child.on('close', done))
  await meanwhile?.(child)
  return { code: await code, out, err }
}
