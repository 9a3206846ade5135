import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  type Ending,
  type Engine,
  type EngineState,
  type FoundJob,
  type HandedJob,
  type JobOrder,
  portionsOf,
  readPointer,
} from '@hydraconf/node'
import { type ArrayOfJobs, batchScript, isLimited } from './batch-script.js'
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
  const { run, settings, sweepDir, orderAt } = options
  /** The folder of each array, by its id. */
  const batches = new Map<string, string>()
  /** Those that the next one waits for: how many jobs run at a time is counted for each by itself. */
  let behind: readonly string[] = []
  let largest: Promise<number> | undefined
  const largestOnce = (): Promise<number> => {
    largest ??= largestArray(run)
    return largest
  }
  return {
    name: 'slurm',
    async largest() {
      const most = await largestOnce()
      // The last of an array may take long, and those of the next would wait for them.
      return isLimited(settings) ? most : Math.min(most, MOST_AT_ONCE)
    },
    async submit(jobs, noted) {
      for (const some of portionsOf(jobs, await largestOnce())) {
        const array = await submitArray(some, behind, options)
        batches.set(array, some[0]!.batch)
        behind = [array]
        for (const [task, job] of some.entries()) noted(job, `${array}_${task}`)
      }
    },
    ask: async (ids) => asked(ids, run),
    explain: async (id) => explained(id, run, batches.get(arrayOf(id))),
    async cancel(ids) {
      const arrays = [...new Set(ids.map(arrayOf))]
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
          batches.set(arrayOf(id), batch)
        } catch {
          // Its batch was deleted: the job cannot begin, and is nobody's.
        }
      }
      behind = [...batches.keys()]
      return found
    },
  }
}

/** Jobs that are submitted at once where no setting speaks of them as one: SLURM may take arrays of a million. */
const MOST_AT_ONCE = 10_000

/** `7` of `7_12`. */
function arrayOf(id: string): string {
  return id.split('_')[0]!
}

/** Jobs that follow each other in their batch. */
async function submitArray(
  jobs: readonly HandedJob[],
  behind: readonly string[],
  options: SlurmEngineOptions,
): Promise<string> {
  const { settings, cwd, program, run } = options
  const { batch, index: offset } = jobs[0]!
  // One number above those that any of them had.
  const attempt = jobs.reduce((highest, { pointer }) => Math.max(highest, readPointer(pointer)!.attempt), 0)
  const array: ArrayOfJobs = { batch, offset, count: jobs.length, attempt, cwd, program, behind }
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

async function explained(id: string, run: Run, batch: string | undefined): Promise<Ending | undefined> {
  const log = batch === undefined ? undefined : join(batch, `${id}.out`)
  const said = (await shownBy(id, run)) ?? (await recordOf(id, run))
  if (said === undefined) return { how: 'SLURM does not know it any more', log }
  const [state, exit] = said
  // `CANCELLED by 1000`
  const [name = ''] = state.split(' ')
  if (LIVING.has(name)) return undefined
  const why = WHY[name]
  return { how: `SLURM says ${state}, exit code ${exit}${why === undefined ? '' : `: ${why}`}`, log }
}

/** States of a job that runs, or will. */
const LIVING: ReadonlySet<string> = new Set(
  'PENDING RUNNING REQUEUED REQUEUE_HOLD REQUEUE_FED SUSPENDED CONFIGURING COMPLETING RESIZING SIGNALING STAGE_OUT'.split(
    ' ',
  ),
)

/** What a state means to whoever started the sweep. */
const WHY: Readonly<Record<string, string>> = {
  COMPLETED: 'its program ended in order without a result; was the sweep directory there, on its node?',
  TIMEOUT: 'it took longer than hydra.launcher.timeout_min',
  DEADLINE: 'it could not end before its deadline',
  OUT_OF_MEMORY: 'it took more than hydra.launcher.mem_gb',
  NODE_FAIL: 'its node failed',
  BOOT_FAIL: 'its node did not start',
  PREEMPTED: 'another job was given its place',
}

type StateAndExit = readonly [state: string, exit: string]

/** By the controller, which forgets a job after a few minutes. */
async function shownBy(id: string, run: Run): Promise<StateAndExit | undefined> {
  try {
    const shown = await run('scontrol', ['show', 'job', '--oneliner', id])
    const [, state] = /\bJobState=(\S+)/.exec(shown) ?? []
    const [, exit = ''] = /\bExitCode=(\S+)/.exec(shown) ?? []
    return state === undefined ? undefined : [state, exit]
  } catch {
    return undefined
  }
}

/** By the accounting, where there is one: of several runs of a job the last. */
async function recordOf(id: string, run: Run): Promise<StateAndExit | undefined> {
  try {
    const asked = ['--noheader', '--allocations', '--parsable2', '--format=State,ExitCode', `--jobs=${id}`]
    const [state, exit = ''] = (lines(await run('sacct', asked)).at(-1) ?? '').split('|')
    return state === undefined || state === '' ? undefined : [state, exit]
  } catch {
    return undefined
  }
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
