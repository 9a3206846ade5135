import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  type Ending,
  type Engine,
  type EngineState,
  type FoundJob,
  type HandedJob,
  type JobOrder,
  readPointer,
} from '@hydraconf/node'
import { type ArrayOfJobs, batchScript } from './batch-script.js'
import type { Run } from './slurm-commands.js'

export interface SlurmEngineOptions {
  readonly settings: Readonly<Record<string, unknown>>
  readonly sweepDir: string
  readonly cwd: string
  readonly program: readonly string[]
  readonly run: Run
  /** The order at a place in a batch. @throws where it cannot be read */
  orderAt(batch: string, index: number): JobOrder
}

/** SLURM through its commands: sbatch, squeue, scontrol, scancel, and sacct where there is accounting. */
export function slurmEngine(options: SlurmEngineOptions): Engine {
  const { run, sweepDir, orderAt } = options
  /** The folder of each job, by id. */
  const logs = new Map<string, string>()
  return {
    name: 'slurm',
    async submit(jobs, noted) {
      const most = await largestArray(run)
      for (let offset = 0; offset < jobs.length; offset += most) {
        const some = jobs.slice(offset, offset + most)
        const array = await submitArray(some, offset, options)
        for (const [task, job] of some.entries()) {
          const id = `${array}_${task}`
          noted(job, id)
          logs.set(id, job.batch)
        }
      }
    },
    ask: async (ids) => asked(ids, run),
    explain: async (id) => explained(id, run, logs.get(id)),
    async cancel(ids) {
      const arrays = [...new Set(ids.map((id) => id.split('_')[0]!))]
      await run('scancel', arrays)
      // It says nothing of what it could not end.
      for (let tries = 0; tries < 30; tries++) {
        const left = await asked(ids, run)
        if (left.size === 0) return []
        await new Promise((done) => setTimeout(done, 1000))
      }
      return [...(await asked(ids, run)).keys()]
    },
    /** Arrays whose script stands in the sweep directory, whoever submitted them. */
    async found() {
      const found: FoundJob[] = []
      for (const line of lines(await run('squeue', ['--noheader', '--array', '--format=%i|%o']))) {
        const [id = '', script = ''] = line.split('|')
        const [, batch, offset] = /^(.*\/\.launch\/\d+)\/run-(\d+)\.sh$/.exec(script) ?? []
        const task = Number(id.split('_')[1])
        if (batch === undefined || !batch.startsWith(`${join(sweepDir, '.launch')}/`) || Number.isNaN(task)) continue
        try {
          found.push({ id, order: orderAt(batch, Number(offset) + task) })
          logs.set(id, batch)
        } catch {
          // Its batch was deleted: the job cannot begin, and is nobody's.
        }
      }
      return found
    },
  }
}

async function submitArray(jobs: readonly HandedJob[], offset: number, options: SlurmEngineOptions): Promise<string> {
  const { settings, cwd, program, run } = options
  const { batch } = jobs[0]!
  // One number above those that any of them had.
  const attempt = jobs.reduce((highest, { pointer }) => Math.max(highest, readPointer(pointer)!.attempt), 0)
  const array: ArrayOfJobs = { batch, offset, count: jobs.length, attempt, cwd, program }
  const script = join(batch, `run-${offset}.sh`)
  writeFileSync(script, batchScript(settings, array))
  // It may read `id;cluster`.
  return (await run('sbatch', ['--parsable', script])).trim().split(';')[0]!
}

/** The ids that SLURM has not done with. */
async function asked(ids: readonly string[], run: Run): Promise<ReadonlyMap<string, EngineState>> {
  const wanted = new Set(ids)
  const known = new Map<string, EngineState>()
  // All of the user's: naming an array that is gone is an error.
  for (const line of lines(await run('squeue', ['--noheader', '--array', '--me', '--format=%i|%t']))) {
    const [id = '', state = ''] = line.split('|')
    if (wanted.has(id) && !ENDED.has(state)) known.set(id, state === 'PD' ? 'waiting' : 'running')
  }
  return known
}

/** Compact states of what squeue still shows for a moment. */
const ENDED: ReadonlySet<string> = new Set(['CD', 'F', 'TO', 'CA', 'NF', 'OOM', 'BF', 'DL', 'PR'])

async function explained(id: string, run: Run, batch: string | undefined): Promise<Ending> {
  const log = batch === undefined ? undefined : join(batch, `${id}.out`)
  try {
    const shown = await run('scontrol', ['show', 'job', '--oneliner', id])
    const [, state] = /\bJobState=(\S+)/.exec(shown) ?? []
    const [, exit] = /\bExitCode=(\S+)/.exec(shown) ?? []
    if (state !== undefined) return { how: `SLURM says ${state}, exit code ${exit}`, log }
  } catch {
    // Forgotten after a few minutes.
  }
  try {
    const [line = ''] = lines(
      await run('sacct', ['--noheader', '--parsable2', '--format=State,ExitCode', `--jobs=${id}`]),
    )
    const [state, exit] = line.split('|')
    if (state) return { how: `SLURM says ${state}, exit code ${exit}`, log }
  } catch {
    // There is no accounting.
  }
  return { how: 'SLURM does not know it any more', log }
}

async function largestArray(run: Run): Promise<number> {
  const [, size] = /^MaxArraySize\s*=\s*(\d+)/m.exec(await run('scontrol', ['show', 'config'])) ?? []
  return Math.max(1, Number(size ?? 1001))
}

function lines(text: string): readonly string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
}
