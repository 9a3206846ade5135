import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { sandbox } from '../../../../test/node/sandbox.js'
import type { NodePlugin } from '../plugin.js'
import { isRunning, ownProcess } from '../process-id.js'
import { journalPath, readJournal } from './journal.js'
import type { LaunchContext, SweepJob } from './launcher.js'

const CONF = {
  'conf/config.yaml': 'defaults:\n  - db: mysql\n  - _self_\nlr: 0.1\nhydra:\n  sweep: { dir: multi }\n',
  'conf/db/mysql.yaml': 'name: mysql\n',
  'conf/db/postgres.yaml': 'name: postgres\n',
}

test('a sweep runs every combination in its own directory, the last override fastest', async () => {
  const seen: unknown[] = []
  const { code, out, files, read } = await sandbox(CONF).run('-m lr=1,2 db=glob(*)', (config, { job, overrides }) => {
    seen.push([job.num, config.lr, (config.db as { name: string }).name, overrides])
  })
  expect(code).toBe(0)
  expect(seen).toEqual([
    [0, 1, 'mysql', ['lr=1', 'db=mysql']],
    [1, 1, 'postgres', ['lr=1', 'db=postgres']],
    [2, 2, 'mysql', ['lr=2', 'db=mysql']],
    [3, 2, 'postgres', ['lr=2', 'db=postgres']],
  ])
  expect(out).toContain('[HYDRA] Launching 4 jobs locally\n')
  expect(out).toContain('[HYDRA] \t#3 : lr=2 db=postgres\n')
  expect(files).toContain('multi/3/.hydra/overrides.yaml')
  expect(read('multi/multirun.yaml')).toContain('- lr=1,2')
  expect(read('multi/2/.hydra/hydra.yaml')).toContain("id: '2'\n    num: 2")
})

test('every job is composed before the first starts', async () => {
  let ran = 0
  const { code, err, files } = await sandbox(CONF).run('-m db=mysql,nope', () => void ran++)
  expect([code, ran]).toEqual([1, 0])
  expect(err).toContain("Could not find 'db/nope'")
  // As Hydra leaves it.
  expect(files).toEqual(['multi/multirun.yaml'])
})

test('a job that fails does not keep the others of its batch from running, and the first failure is told', async () => {
  const ran: number[] = []
  const { code, err } = await sandbox(CONF).run('-m lr=1,2,3', (config, { job }) => {
    ran.push(job.num!)
    if ((config.lr as number) < 3) throw new Error(`no ${config.lr}`)
  })
  expect([code, ran]).toEqual([1, [0, 1, 2]])
  expect(err).toContain("Error executing job with overrides: ['lr=1']\nError: no 1\n")
  expect(err).not.toContain('no 2')
})

test('with hydra.sweeper.max_batch_size a failing batch is the last', async () => {
  const ran: number[] = []
  await sandbox(CONF).run('-m lr=1,2,3,4 hydra.sweeper.max_batch_size=2', (_, { job }) => {
    ran.push(job.num!)
    if (job.num === 1) throw new Error('no')
  })
  expect(ran).toEqual([0, 1])
})

test('jobs that would write into one directory are refused before the first starts, unless allowed', async () => {
  let ran = 0
  const colliding = '-m lr=1,2 hydra.sweep.subdir=same'
  const { code, err, files } = await sandbox(CONF).run(colliding, () => void ran++)
  expect([code, ran, files]).toEqual([1, 0, []])
  expect(err).toContain('#0 : lr=1\n  #1 : lr=2')
  expect(err).toContain('--allow-collisions')
  expect((await sandbox(CONF).run(`${colliding} --allow-collisions`, () => void ran++)).code).toBe(0)
  expect(ran).toBe(2)
})

test('a sweep with a failed job goes on with --resume: what completed is left alone', async () => {
  const { run } = sandbox(CONF)
  const ran: number[] = []
  const task =
    (broken: boolean) =>
    (_: unknown, { job }: { job: { num: number | undefined } }) => {
      ran.push(job.num!)
      if (broken && job.num === 1) throw new Error('no')
    }
  expect((await run('-m lr=1,2,3', task(true))).code).toBe(1)
  const { code, out } = await run('--resume multi', task(false))
  expect(code).toBe(0)
  expect(ran).toEqual([0, 1, 2, 1])
  expect(out).toContain('2 of 3 jobs are done already')
})

test('a sweep whose jobs would be others by now is not resumed', async () => {
  const { run, dir } = sandbox(CONF)
  await run('-m db=glob(*)', () => {
    throw new Error('no')
  })
  writeFileSync(join(dir, 'conf/db/mariadb.yaml'), 'name: mariadb\n')
  const { code, err } = await run('--resume multi')
  expect(code).toBe(1)
  expect(err).toContain('job 0 was\n  db=mysql\nand would be\n  db=mariadb')
})

test('--resume takes no overrides, and a sweep that still runs is left alone', async () => {
  const { run, dir } = sandbox(CONF)
  await run('-m lr=1,2')
  expect((await run('--resume multi lr=3')).err).toContain('has its overrides already')
  mkdirSync(join(dir, 'multi/.lock'))
  writeFileSync(join(dir, 'multi/.lock/7'), nameOfParent())
  for (const again of ['--resume multi', '-m lr=1,2']) {
    const { code, err } = await run(again)
    expect([code, err]).toEqual([1, expect.stringContaining(`in multi already (process ${process.ppid})`)])
  }
  expect((await run('-m lr=1,2 --allow-collisions')).code).toBe(0)
})

test('the lock of a process that is gone counts for nothing, one of another machine until it is deleted', async () => {
  const { run, dir } = sandbox(CONF)
  await run('-m lr=1,2')
  mkdirSync(join(dir, 'multi/.lock'))
  writeFileSync(join(dir, 'multi/.lock/7'), '999999999:1')
  expect((await run('--resume multi')).code).toBe(0)
  expect(existsSync(join(dir, 'multi/.lock'))).toBe(false)
  mkdirSync(join(dir, 'multi/.lock'))
  writeFileSync(join(dir, 'multi/.lock/7'), '12:34@farm7/boot')
  const { code, err } = await run('--resume multi')
  expect([code, err]).toEqual([1, expect.stringContaining('by process 12 on farm7')])
  expect(err).toContain(`delete ${join(dir, 'multi/.lock')} and try again`)
})

test('what is complete is said to be so, and nothing is launched', async () => {
  const { run } = sandbox(CONF)
  await run('-m lr=1,2')
  const { code, out } = await run('--resume multi')
  expect([code, out]).toEqual([0, expect.stringContaining('All 2 jobs are done already\n')])
  expect(out).not.toContain('Launching')
})

test('a sweep whose directory is removed in the middle leaves what it does from then on, to go on with', async () => {
  const { run, dir } = sandbox(CONF)
  const ran: number[] = []
  await run('-m lr=1,2,3,4', (_, { job }) => {
    if (job.num === 1) rmSync(join(dir, 'multi'), { recursive: true })
  })
  expect((await run('--resume multi', (_, { job }) => void ran.push(job.num!))).code).toBe(0)
  expect(ran).toEqual([0, 1])
})

test('a journal line that was cut off does not count, nor does it spoil the next one', () => {
  const { dir } = sandbox({})
  mkdirSync(join(dir, 'multi'))
  const start = { overrides: [], cwd: dir, now: 0, seed: 1, allowCollisions: false }
  writeFileSync(
    journalPath(join(dir, 'multi')),
    `${JSON.stringify({ kind: 'sweep', start })}\n\n{"kind":"begun","job":0,"overrides":["x=1"],"process":"1"}\n\n{"kind":"comple\n{"kind":"completed","job":0,"value":7}\n`,
  )
  const { jobs } = readJournal(join(dir, 'multi'))!
  expect(jobs.get(0)).toEqual({ overrides: ['x=1'], processes: ['1'], status: 'completed', value: 7 })
})

test('a process is known again, and one that is gone is not taken for another', () => {
  expect(isRunning(ownProcess())).toBe(true)
  expect(isRunning('999999999')).toBe(false)
  if (existsSync('/proc')) expect(isRunning(`${process.pid}:1`)).toBe(false)
})

test('a plugin brings a launcher and a sweeper, chosen and set like those of Hydra', async () => {
  const launched: unknown[] = []
  const plugin: NodePlugin = {
    name: 'mine',
    launchers: {
      backwards: {
        settings: { pause: 0 },
        async launch(jobs, { settings, run }) {
          launched.push(settings)
          const results = []
          for (const job of [...jobs].reverse()) results.unshift(await run(job))
          return results
        },
      },
    },
    sweepers: {
      // Doubles x until the value of a job is large enough.
      search: {
        settings: { enough: 10 },
        async sweep({ settings, launch }) {
          for (let x = 1; ; x *= 2) {
            const [one] = await launch([[`lr=${x}`]])
            if (one!.status === 'completed' && Number(one!.value) > Number(settings.enough)) return
          }
        },
      },
    },
  }
  const options = { plugins: [plugin] }
  const ran: unknown[] = []
  const task = (config: Readonly<Record<string, unknown>>) => {
    ran.push(config.lr)
    return config.lr
  }
  await sandbox(CONF).run('-m lr=1,2,3 hydra/launcher=backwards hydra.launcher.pause=5', task, options)
  expect(ran.splice(0)).toEqual([3, 2, 1])
  expect(launched).toEqual([{ pause: 5 }])
  await sandbox(CONF).run('-m hydra/sweeper=search hydra.sweeper.enough=3', task, options)
  expect(ran).toEqual([1, 2, 4])
})

test('an unknown launcher is refused with those that there are', async () => {
  const { code, err } = await sandbox(CONF).run('-m lr=1,2 hydra.launcher._target_=hydraconf.loca')
  expect(code).toBe(1)
  expect(err).toContain('Did you mean hydraconf.local')
})

test("a plugin of Hydra's composes, and is refused when a job would start; a launcher of the program takes its place", async () => {
  const { run } = sandbox(CONF)
  const argv = 'hydra/launcher=submitit_slurm hydra.launcher.partition=long'
  expect((await run(argv)).code).toBe(0)
  expect((await run(`${argv} --cfg hydra -p hydra.launcher`)).out).toContain('partition: long')
  const { code, err, files } = await run(`-m lr=1 ${argv}`)
  expect([code, files]).toEqual([1, []])
  expect(err).toContain(
    "submitit_launcher.SlurmLauncher': its settings compose, but nothing in this program runs jobs on SLURM",
  )
  expect(err).toContain('hydra/launcher=local')
  const partitions: unknown[] = []
  const target = 'hydra_plugins.hydra_submitit_launcher.submitit_launcher.SlurmLauncher'
  const mine = {
    target,
    async launch(jobs: readonly SweepJob[], { settings, run: runHere }: LaunchContext) {
      partitions.push(settings.partition)
      return Promise.all(jobs.map(runHere))
    },
  }
  const options = { plugins: [{ name: 'mine', launchers: { mine } }] }
  expect((await run(`-m lr=1 ${argv}`, () => {}, options)).code).toBe(0)
  expect(
    (await run(`-m lr=1 +hydra.launcher.partition=short hydra.launcher._target_=${target}`, () => {}, options)).code,
  ).toBe(0)
  expect(partitions).toEqual(['long', 'short'])
})

test.each([
  ['ray', 'npm install @hydraconf/ray, and plugins: [ray()]'],
  ['ray_aws', 'ray up CLUSTER.yaml starts one'],
])('hydra/launcher=%s without its plugin is refused with what to do', async (launcher, advice) => {
  const { run } = sandbox(CONF)
  expect((await run(`hydra/launcher=${launcher}`)).code).toBe(0)
  const { code, err, files } = await run(`-m lr=1 hydra/launcher=${launcher}`)
  expect([code, files, err]).toEqual([1, [], expect.stringContaining(advice)])
})

test('the jobs of a sweep share one clock', async () => {
  const dirs: string[] = []
  await sandbox({ 'conf/config.yaml': 'x: 0\n' }).run(
    '-m x=1,2',
    (_, { dir }) => void dirs.push(dir.split('/').slice(-4, -1).join('/')),
  )
  expect(dirs).toEqual(Array(2).fill('multirun/2026-11-23/10-20-30'))
})

function nameOfParent(): string {
  if (!existsSync('/proc')) return String(process.ppid)
  const stat = readFileSync(`/proc/${process.ppid}/stat`, 'latin1')
  return `${process.ppid}:${stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]}`
}

test.each([
  ['+hydra.launcher.x=1', "'hydra.launcher.x' is not a setting"],
  ['+hydra.sweeper.x=1', "'hydra.sweeper.x' is not a setting"],
  ['hydra/launcher=local +hydra.launcher.n_job=1', 'Did you mean n_jobs?'],
  ['~hydra/launcher', 'hydra.launcher'],
  ['~hydra/sweeper', 'hydra.sweeper'],
  ['~hydra/hydra_logging', 'hydra.hydra_logging'],
])('a sweep with %s is refused before any job runs', async (word, words) => {
  let ran = 0
  const { code, err, files } = await sandbox(CONF).run(`-m lr=1,2 ${word}`, () => void ran++)
  expect([code, ran, files]).toEqual([1, 0, []])
  expect(err).toContain(words)
})

test('what Hydra hands to its instantiate is no setting of the launcher', async () => {
  expect((await sandbox(CONF).run('-m lr=1,2 +hydra.launcher._convert_=all')).code).toBe(0)
})
