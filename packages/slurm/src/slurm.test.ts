import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process'
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
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { bundlePackage } from '../../../test/node/bundle.js'

// A cluster is asked for by SLURM_CONF; without one these say so and are skipped.
const isHere = process.env.SLURM_CONF !== undefined && spawnSync('squeue', ['--me']).status === 0
let home: string

beforeAll(async () => {
  home = realpathSync(mkdtempSync(join(tmpdir(), 'slurm-')))
  await bundlePackage('node', join(home, 'node.mjs'))
  await bundlePackage('slurm', join(home, 'slurm.mjs'))
  mkdirSync(join(home, 'conf'))
  writeFileSync(join(home, 'conf/config.yaml'), 'x: 0\ndo: nothing\n')
  writeFileSync(
    join(home, 'app.mjs'),
    `import { appendFileSync, existsSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import { hydraMain } from './node.mjs'
import { slurm } from './slurm.mjs'
const plugins = [slurm({ patience: { look: 0.2, ask: 1, grace: 3 } })]
await hydraMain({ configDir: 'conf', configName: 'config', plugins }, async (config, run) => {
  console.log('working on', config.x)
  appendFileSync(run.dir + '/ran', 'x')
  if (config.do === 'mixed' && config.x === 2) throw new RangeError('two is too much')
  if (config.do === 'mixed' && config.x === 3) process.kill(process.pid, 'SIGKILL')
  if (config.do === 'wait') while (!existsSync('go')) await wait(100)
  if (config.do === 'sleep') await wait(60_000)
  return config.x
})
`,
  )
}, 60_000)

afterAll(() => rmSync(home, { recursive: true, force: true }))

const SWEEP = ['-m', 'x=1,2,3,4,5,6', 'hydra/launcher=submitit_slurm']

test('without SLURM that is said before any job starts', async () => {
  const { code, err } = await run([...SWEEP, 'hydra.sweep.dir=none'], { PATH: '/nowhere' })
  expect([code, err]).toEqual([1, expect.stringContaining('there is no such command on this machine')])
  expect(err).toContain('hydra/launcher=local runs it on this one')
  expect(existsSync(join(home, 'none/0'))).toBe(false)
})

describe.skipIf(!isHere)('on a cluster', () => {
  test('of six jobs one fails and one is killed: both are reported, and no result is lost', async () => {
    const { code, out, err } = await run([...SWEEP, 'do=mixed', 'hydra.sweep.dir=mixed'])
    expect(code).toBe(1)
    expect(out).toContain('Submitting 6 jobs to slurm')
    expect(out.match(/ done\n/g)).toHaveLength(4)
    expect(err).toContain('RangeError: two is too much')
    expect(JSON.parse(readFileSync(join(home, 'mixed/5/job.result.json'), 'utf8'))).toMatchObject({ value: 6 })
    expect(readFileSync(join(home, 'mixed/0/.hydra/hydra.yaml'), 'utf8')).toMatch(/^ {4}id: '?\d+_0'?$/m)
    const again = await run(['--resume', 'mixed'])
    expect([again.code, again.err]).toEqual([1, expect.stringContaining('two is too much')])
    expect(again.out).toContain('#2 : x=3 do=mixed FAILED')
    expect(again.out).toContain('Submitting 2 jobs')
    expect(readFileSync(join(home, 'mixed/0/ran'), 'utf8')).toBe('x')
  })

  test('a job that was killed is reported with what SLURM says and the end of what it printed', async () => {
    const { code, err } = await run([
      '-m',
      'x=3,4',
      'do=mixed',
      'hydra/launcher=submitit_slurm',
      'hydra.sweep.dir=killed',
    ])
    expect([code, err]).toEqual([
      1,
      expect.stringMatching(/Job #0 \(\d+_0\) left no result: SLURM says FAILED, exit code/),
    ])
    expect(err).toMatch(/The end of .*killed\/\.launch\/1\/\d+_0\.out:\n {2}working on/)
  })

  test('a sweep whose coordinator is killed goes on, and is collected by --resume without running twice', async () => {
    const sweep = [...SWEEP, 'do=wait', 'hydra.sweep.dir=orphan']
    await run(sweep, {}, async (child) => {
      while (!existsSync(join(home, 'orphan/0/ran'))) await sleep(100)
      child.kill('SIGKILL')
    })
    const resumed = run(['--resume', 'orphan'], {}, async () => {
      await sleep(3000)
      writeFileSync(join(home, 'go'), '')
    })
    const { code, out } = await resumed
    expect([code, out]).toEqual([0, expect.stringContaining('6 jobs are with slurm already')])
    for (const job of [0, 1, 2, 3, 4, 5]) {
      expect(readFileSync(join(home, `orphan/${job}/ran`), 'utf8')).toBe('x')
      expect(readdirSync(join(home, `orphan/${job}/.claim`))).toEqual(['0'])
    }
  })

  test('jobs that nobody noted are found again by their script', async () => {
    rmSync(join(home, 'go'), { force: true })
    await run([...SWEEP, 'do=wait', 'hydra.sweep.dir=unnoted'], {}, async (child) => {
      while (!existsSync(join(home, 'unnoted/0/ran'))) await sleep(100)
      child.kill('SIGKILL')
    })
    const journal = join(home, 'unnoted/.journal.jsonl')
    const lines = readFileSync(journal, 'utf8').split('\n')
    writeFileSync(journal, lines.filter((line) => !line.includes('"submitted"')).join('\n'))
    const { code, out } = await run(['--resume', 'unnoted'], {}, async () => {
      await sleep(3000)
      writeFileSync(join(home, 'go'), '')
    })
    expect([code, out]).toEqual([0, expect.stringMatching(/\d jobs are with slurm already/)])
    expect(readFileSync(join(home, 'unnoted/3/ran'), 'utf8')).toBe('x')
  })

  test('Ctrl-C ends the jobs, and looks whether they ended', async () => {
    const { code, out, err } = await run([...SWEEP, 'do=sleep', 'hydra.sweep.dir=stopped'], {}, async (child) => {
      while (!existsSync(join(home, 'stopped/0/ran'))) await sleep(100)
      child.kill('SIGINT')
    })
    expect([code, err]).toEqual([130, expect.stringContaining('--resume stopped')])
    expect(out).toContain('Ending 6 jobs on slurm')
    expect(execFileSync('squeue', ['--me', '--noheader', '--format=%o'], { encoding: 'utf8' })).not.toContain('stopped')
  })

  test('what sbatch refuses is told before any job starts', async () => {
    const { code, err } = await run([...SWEEP, 'hydra.launcher.partition=nope', 'hydra.sweep.dir=refused'])
    expect([code, err]).toEqual([1, expect.stringContaining('SLURM refuses the jobs')])
    expect(err).toContain('invalid partition specified: nope')
  })
})

function sleep(milliseconds: number): Promise<void> {
  return new Promise((done) => setTimeout(done, milliseconds))
}

async function run(
  argv: readonly string[],
  env: Readonly<Record<string, string>> = {},
  meanwhile?: (child: ChildProcess) => Promise<void>,
) {
  const child = spawn(process.execPath, ['app.mjs', ...argv], {
    cwd: home,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
  })
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
