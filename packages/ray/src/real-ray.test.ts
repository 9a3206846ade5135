import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testFaults } from '../../../test/engines/faults.js'
import { supervisorOf } from '../../../test/engines/processes.js'
import { type SweepProgram, sweepProgram } from '../../../test/engines/sweep-program.js'
import { tokenOf } from './ray-address.js'
import { type JobDetails, rayApi } from './ray-api.js'

// Installing Ray takes 400 MB: where one runs on this machine, its address says so.
const address = process.env.HYDRACONF_RAY || undefined
if (address === undefined)
  console.warn('HYDRACONF_RAY does not say where a Ray of this machine is: the tests on a real one are skipped.')

describe.skipIf(address === undefined)('on a real Ray', () => {
  let program: SweepProgram
  beforeAll(async () => {
    const patience = '{ look: 0.2, ask: 1, grace: 3 }'
    program = await sweepProgram({ package: 'ray', launcher: 'ray', plugin: `ray({ patience: ${patience} })` })
  })
  afterAll(() => program.remove())

  const env = () => ({ RAY_API_SERVER_ADDRESS: address! })
  const api = rayApi(address ?? '', tokenOf(process.env))

  testFaults({
    name: 'ray',
    launcher: 'ray',
    program: () => program,
    env,
    async left() {
      const jobs = await api.list()
      return JSON.stringify(jobs.filter(({ status }) => status === 'RUNNING').map(({ metadata }) => metadata))
    },
  })

  test('a job whose supervisor dies has failed alone, with what Ray says; --resume runs it again', async () => {
    const three = ['-m', 'x=1,2,3', 'do=wait', 'hydra/launcher=ray', 'hydra.sweep.dir=lost']
    const { code, err } = await program.run(three, env(), async () => {
      await program.until('lost/1/ran')
      process.kill(supervisorOf(processOf('lost', 1))!, 'SIGKILL')
      // Ray ends what it ran, in a moment.
      while ((await api.list()).some(({ status, metadata }) => status === 'RUNNING' && isOf(metadata, 1)))
        await wait(200)
      writeFileSync(join(program.home, 'lost/go'), '')
    })
    expect([code, err]).toEqual([1, expect.stringMatching(/Job #1 .* left no result: Ray says FAILED, JOB_SUPERVISOR/)])
    expect((await program.run(['--resume', 'lost'], env())).code).toBe(0)
    expect(program.ran('lost')).toEqual([1, 2, 1])
  })

  function isOf(metadata: JobDetails['metadata'], index: number): boolean {
    return (
      metadata?.hydraconf_job?.startsWith(`${index}:`) === true && metadata.hydraconf_sweep?.endsWith('lost') === true
    )
  }

  /** The process that runs a job. */
  function processOf(sweep: string, job: number): number {
    return Number.parseInt(readFileSync(join(program.home, sweep, String(job), '.claim/0/process'), 'utf8'), 10)
  }
})
