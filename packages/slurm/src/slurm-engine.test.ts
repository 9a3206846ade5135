import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { JobOrder } from '@hydraconf/node'
import { expect, onTestFinished, test } from 'vitest'
import type { Run } from './slurm-commands.js'
import { slurmEngine } from './slurm-engine.js'

test('what SLURM has of a sweep comes with its order, and a script whose batch was deleted is left out', async () => {
  const { engine, dir } = engineWith(async () =>
    [
      `7_1|${dirOf(dir)}/run-1000.sh`,
      `8_0|${join(dir, '.launch/3/run-0.sh')}`,
      `8_1|${join(dir, '.launch/2/run-0.sh')}`,
      '9|/elsewhere/.launch/1/run-0.sh',
    ].join('\n'),
  )
  expect(await engine.found()).toEqual([{ id: '7_1', order: orderOf(1001) }])
})

test('the ids of an array are told before the next one is submitted', async () => {
  const { engine, dir } = engineWith(async (command) => {
    if (command === 'scontrol') return 'MaxArraySize            = 2'
    if (told.length > 0) throw new Error('sbatch: too many jobs')
    return '7;cluster'
  })
  const told: string[] = []
  const jobs = [0, 1, 2].map((index) => handedJob(dirOf(dir), index))
  const submitted = engine.submit(jobs, ({ index }, id) => void told.push(`${index} ${id}`))
  await expect(submitted).rejects.toThrow('too many jobs')
  expect(told).toEqual(['0 7_0', '1 7_1'])
})

test('arrays that share a limit follow each other, and what SLURM has of the sweep already', async () => {
  const { engine, dir } = engineWith(
    async (command, [, script = '']) => {
      if (command === 'scontrol') return 'MaxArraySize = 2'
      if (command === 'squeue') return `5_0|${dirOf(dir)}/run-0.sh\n5_1|${dirOf(dir)}/run-0.sh`
      return script.endsWith('run-1.sh') ? '7' : '8'
    },
    { array_parallelism: 4 },
  )
  await engine.found()
  const jobs = [1, 2, 3].map((index) => handedJob(dirOf(dir), index))
  await engine.submit(jobs, () => {})
  const script = (name: string) => readFileSync(join(dirOf(dir), name), 'utf8')
  expect(script('run-1.sh')).toContain('#SBATCH --dependency=afterany:5\n')
  expect(script('run-3.sh')).toContain('#SBATCH --dependency=afterany:7\n')
})

test.each([
  [1001, {}, 1001],
  [4_000_001, {}, 10_000],
  // Of two arrays the second would wait for the last of the first.
  [4_000_001, { array_parallelism: 4 }, 4_000_001],
])('where an array may have %i jobs, with %j so many are submitted at a time', async (size, settings, most) => {
  let asked = 0
  const { engine } = engineWith(async () => `MaxArraySize = ${size}\n${' '.repeat(asked++)}`, settings)
  expect([await engine.largest?.(), await engine.largest?.(), asked]).toEqual([most, most, 1])
})

test('jobs in the middle of a batch are submitted under their own places', async () => {
  const { engine, dir } = engineWith(async (command) => (command === 'scontrol' ? 'MaxArraySize = 1001' : '7'))
  await engine.submit(
    [3, 4].map((index) => handedJob(dirOf(dir), index)),
    () => {},
  )
  expect(readFileSync(join(dirOf(dir), 'run-3.sh'), 'utf8')).toContain('$((SLURM_ARRAY_TASK_ID + 3))')
})

const handedJob = (batch: string, index: number) => ({
  job: { number: index, overrides: [], dir: '/' },
  pointer: `${index}:0:${batch}`,
  batch,
  index,
  attempt: 0,
  isAgain: false,
})
const dirOf = (dir: string) => join(dir, '.launch/1')
const orderOf = (number: number) => ({ job: { number, overrides: [], dir: '/' } }) as unknown as JobOrder

function engineWith(run: Run, settings: Readonly<Record<string, unknown>> = {}) {
  const dir = realpathSync(mkdtempSync(join(tmpdir(), 'slurm-engine-')))
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }))
  mkdirSync(dirOf(dir), { recursive: true })
  const engine = slurmEngine({
    settings,
    sweepDir: dir,
    cwd: dir,
    program: ['node', 'app.mjs'],
    run,
    orderAt(batch, index) {
      if (batch !== dirOf(dir)) throw new Error('there is no such batch')
      return orderOf(index)
    },
  })
  return { engine, dir }
}
