import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { run } from './slurm-commands.js'
import { slurmEngine } from './slurm-engine.js'

// A cluster whose controller has forgotten a job, and whose accounting remembers it: both commands are stand-ins.
let bin: string
const { PATH } = process.env

beforeEach(() => {
  bin = mkdtempSync(join(tmpdir(), 'accounting-'))
  process.env.PATH = `${bin}:${PATH}`
  command('scontrol', 'echo "slurm_load_jobs error: Invalid job id specified" >&2; exit 1')
})

afterEach(() => {
  process.env.PATH = PATH
  rmSync(bin, { recursive: true, force: true })
})

function command(name: string, script: string): void {
  writeFileSync(join(bin, name), `#!/bin/sh\n${script}\n`)
  chmodSync(join(bin, name), 0o755)
}

const engine = slurmEngine({
  settings: {},
  sweepDir: '/sweep',
  cwd: '/',
  program: [],
  run,
  orderAt: () => expect.unreachable(),
})

const JOB = { number: 0, overrides: [], dir: '/' }

test.each([
  ['COMPLETED|0:0', 'COMPLETED, exit code 0:0: its program ended in order without a result'],
  ['FAILED|3:0', 'FAILED, exit code 3:0'],
  ['TIMEOUT|0:0', 'TIMEOUT, exit code 0:0: it took longer than hydra.launcher.timeout_min'],
  ['OUT_OF_MEMORY|0:125', 'OUT_OF_MEMORY, exit code 0:125: it took more than hydra.launcher.mem_gb'],
  ['NODE_FAIL|1:0', 'NODE_FAIL, exit code 1:0: its node failed'],
  ['PREEMPTED|0:15', 'PREEMPTED, exit code 0:15: another job was given its place'],
  ['CANCELLED by 1000|0:15', 'CANCELLED by 1000, exit code 0:15'],
])('of a job that left no result and is %s to sacct the user is told what that means', async (line, said) => {
  command('sacct', `echo '${line}'`)
  expect(await engine.explain('7_1', JOB)).toEqual({
    how: expect.stringContaining(`SLURM says ${said}`),
    log: undefined,
  })
})

test.each(['REQUEUED', 'PENDING', 'RUNNING'])('a job that is %s to sacct is not gone', async (state) => {
  command('sacct', `echo '${state}|0:0'`)
  expect(await engine.explain('7_1', JOB)).toBeUndefined()
})

test('of a job that ran more than once the last run counts, and steps are no jobs', async () => {
  command('sacct', `echo "$@" >${bin}/asked; echo 'NODE_FAIL|1:0'; echo 'TIMEOUT|0:0'`)
  expect(await engine.explain('7_1', JOB)).toMatchObject({ how: expect.stringContaining('SLURM says TIMEOUT') })
  expect(await run('cat', [join(bin, 'asked')])).toContain('--allocations')
})

test.each([
  ['is switched off', 'echo "Slurm accounting storage is disabled" >&2; exit 1'],
  ['has never heard of it', 'exit 0'],
])('where the accounting %s the job is one that nobody knows', async (_, script) => {
  command('sacct', script)
  expect(await engine.explain('7_1', JOB)).toEqual({ how: 'SLURM does not know it any more', log: undefined })
})
