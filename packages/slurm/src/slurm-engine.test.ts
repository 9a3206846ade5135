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
