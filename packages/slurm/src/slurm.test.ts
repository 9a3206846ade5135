import { execFile, execFileSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testFaults } from '../../../test/engines/faults.js'
import { type Cluster, NO_SLURM, startSlurm } from '../../../test/engines/slurm.js'
import { type SweepProgram, sweepProgram } from '../../../test/engines/sweep-program.js'

let program: SweepProgram

beforeAll(async () => {
  program = await sweepProgram({
    package: 'slurm',
    launcher: 'submitit_slurm',
    plugin: 'slurm({ patience: { look: 0.2, ask: 1, grace: 3 } })',
  })
})

afterAll(() => program.remove())

const SIX = ['-m', 'x=1,2,3,4,5,6', 'hydra/launcher=submitit_slurm']

test('without SLURM that is said before any job starts', async () => {
  const { code, err } = await program.run([...SIX, 'hydra.sweep.dir=none'], { PATH: '/nowhere' })
  expect([code, err]).toEqual([1, expect.stringContaining('there is no such command on this machine')])
  expect(err).toContain('hydra/launcher=local runs it on this one')
  expect(existsSync(join(program.home, 'none/0'))).toBe(false)
})

test('a setting that no script can hold is refused before anything is written', async () => {
  const lines = 'hydra.launcher.comment="one\ntwo"'
  const { code, err } = await program.run([...SIX, 'hydra.sweep.dir=refused', lines], { PATH: '/nowhere' })
  expect([code, err]).toEqual([1, expect.stringContaining('hydra.launcher.comment')])
  expect(err).toContain('Leave line breaks out')
  expect(existsSync(join(program.home, 'refused'))).toBe(false)
})

describe.skipIf(NO_SLURM !== undefined)('on a cluster', () => {
  let cluster: Cluster
  beforeAll(async () => {
    cluster = await startSlurm()
  })
  afterAll(() => cluster.stop())

  testFaults({
    name: 'slurm',
    launcher: 'submitit_slurm',
    program: () => program,
    env: () => cluster.env,
    left: () => slurm('squeue', '--me', '--noheader', '--format=%o'),
  })

  test('a sweep of more jobs than an array may have is several arrays', async () => {
    const { code } = await program.run([...SIX, 'hydra.sweep.dir=arrays'], cluster.env)
    expect(code).toBe(0)
    const ids = [0, 1, 2, 3, 4, 5].map((job) => jobId('arrays', job))
    const [first, second] = [Number.parseInt(ids[0]!, 10), Number.parseInt(ids[4]!, 10)]
    expect(second).toBeGreaterThan(first)
    expect(ids).toEqual([...[0, 1, 2, 3].map((task) => `${first}_${task}`), `${second}_0`, `${second}_1`])
  })

  test('of several arrays no more jobs run at a time than array_parallelism', async () => {
    const two = ['hydra.launcher.array_parallelism=2', 'do=wait', 'hydra.sweep.dir=limited']
    const { code } = await program.run([...SIX, ...two], cluster.env, async () => {
      await program.until('limited/1/ran')
      const reasons = () => slurm('squeue', '--me', '--noheader', '--array', '--format=%r')
      while ((await reasons()).match(/^Dependency$/gm)?.length !== 2) await wait(200)
      expect((await reasons()).match(/^JobArrayTaskLimit$/gm)).toHaveLength(2)
      writeFileSync(join(program.home, 'limited/go'), '')
    })
    expect(code).toBe(0)
    expect(program.ran('limited')).toEqual([1, 1, 1, 1, 1, 1])
  })

  test('a job that was killed is reported with what SLURM says and the end of what it printed', async () => {
    const killed = ['-m', 'x=3,4', 'do=mixed', 'hydra/launcher=submitit_slurm', 'hydra.sweep.dir=killed']
    const { code, err } = await program.run(killed, cluster.env)
    expect([code, err]).toEqual([
      1,
      expect.stringMatching(/Job #0 \(\d+_0\) left no result: SLURM says FAILED, exit code/),
    ])
    expect(err).toMatch(/The end of .*killed\/\.launch\/1\/\d+_0\.out:\n {2}working on/)
  })

  test('who starts a sweep is killed while sbatch works: the jobs that nobody noted are found again', async () => {
    const bin = join(program.home, 'bin')
    const sbatch = execFileSync('sh', ['-c', 'command -v sbatch'], { encoding: 'utf8' }).trim()
    mkdirSync(bin)
    writeFileSync(join(bin, 'sbatch'), `#!/bin/sh\nkill -9 $PPID\n${sbatch} "$@"\n: >"$0.done"\n`)
    chmodSync(join(bin, 'sbatch'), 0o755)
    const PATH = `${bin}:${process.env.PATH}`
    const { code } = await program.run([...SIX, 'do=wait', 'hydra.sweep.dir=sending'], { ...cluster.env, PATH })
    expect(code).toBe(null)
    await program.until('bin/sbatch.done')
    const again = program.run(['--resume', 'sending'], cluster.env)
    writeFileSync(join(program.home, 'sending/go'), '')
    expect((await again).code).toBe(0)
    expect(program.ran('sending')).toEqual([1, 1, 1, 1, 1, 1])
  })

  test('an array that is submitted twice runs once', async () => {
    const sweep = program.run([...SIX, 'do=wait', 'hydra.sweep.dir=twice'], cluster.env)
    await program.until('twice/3/ran')
    const script = join(program.home, 'twice/.launch/1/run-0.sh')
    const second = (await slurm('sbatch', '--parsable', '--overcommit', script)).trim()
    writeFileSync(join(program.home, 'twice/go'), '')
    expect((await sweep).code).toBe(0)
    while ((await slurm('squeue', '--noheader', '--me')) !== '') await wait(200)
    expect(await slurm('scontrol', 'show', 'job', '--oneliner', second)).toMatch(/JobState=COMPLETED/)
    expect(program.ran('twice')).toEqual([1, 1, 1, 1, 1, 1])
    expect(program.claims('twice')).toEqual(Array(6).fill(['0']))
  })

  test('a job that SLURM requeues is a later attempt, in the same directory', async () => {
    // As many as run at once, so that there is room for it.
    const four = ['-m', 'x=1,2,3,4', 'hydra/launcher=submitit_slurm']
    const requeue = '+hydra.launcher.additional_parameters.requeue=true'
    const { code } = await program.run(
      [...four, requeue, 'do=wait', 'hydra.sweep.dir=again'],
      cluster.env,
      async () => {
        await program.until('again/1/ran')
        await slurm('scontrol', 'requeue', jobId('again', 1))
        await program.until('again/1/.claim/1')
        writeFileSync(join(program.home, 'again/go'), '')
      },
    )
    expect(code).toBe(0)
    expect(program.ran('again')).toEqual([1, 2, 1, 1])
    expect(program.claims('again')[1]).toEqual(['0', '1'])
  })

  test('what sbatch refuses is told before any job starts', async () => {
    const { code, err } = await program.run(
      [...SIX, 'hydra.launcher.partition=nope', 'hydra.sweep.dir=refused'],
      cluster.env,
    )
    expect([code, err]).toEqual([1, expect.stringContaining('SLURM refuses the jobs')])
    expect(err).toContain('invalid partition specified: nope')
  })

  test('a node that is lost fails its jobs alone, and --resume runs them', async () => {
    const lost = await program.run([...SIX, 'do=wait', 'hydra.sweep.dir=lost'], cluster.env, async () => {
      for (const job of [0, 1, 2, 3]) await program.until(`lost/${job}/ran`)
      cluster.lose('n1')
      writeFileSync(join(program.home, 'lost/go'), '')
    })
    expect([lost.code, lost.err]).toEqual([1, expect.stringMatching(/left no result: SLURM says NODE_FAIL/)])
    expect(lost.out.match(/ done\n/g)).toHaveLength(4)
    expect((await program.run(['--resume', 'lost'], cluster.env)).code).toBe(0)
    expect(program.ran('lost').toSorted()).toEqual([1, 1, 1, 1, 2, 2])
  })

  /** What one of SLURM's commands prints. */
  async function slurm(command: string, ...args: string[]): Promise<string> {
    const env = { ...process.env, ...cluster.env }
    return (await promisify(execFile)(command, args, { env })).stdout
  }

  function jobId(sweep: string, job: number): string {
    const text = readFileSync(join(program.home, sweep, String(job), '.hydra/hydra.yaml'), 'utf8')
    return /^ {4}id: '?(\d+_\d+)'?$/m.exec(text)![1]!
  }
})
