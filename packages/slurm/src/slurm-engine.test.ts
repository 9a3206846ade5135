import { mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs'
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

function engineWith(run: Run) {
  const dir = realpathSync(mkdtempSync(join(tmpdir(), 'slurm-engine-')))
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }))
  mkdirSync(dirOf(dir), { recursive: true })
  const engine = slurmEngine({
    settings: {},
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
