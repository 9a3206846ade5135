import { rmSync } from 'node:fs'
import { basename } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import {
  cancelBatch,
  type Ending,
  type Engine,
  type EngineState,
  type FoundJob,
  type HandedJob,
  isCancelled,
  type JobOrder,
  outputPath,
  readPointer,
  sweepHash,
} from '@hydraconf/node'
import { entrypoint } from './entrypoint.js'
import type { JobDetails, RayApi } from './ray-api.js'
import type { RaySettings } from './ray-settings.js'

export interface RayEngineOptions {
  readonly api: RayApi
  readonly settings: RaySettings
  readonly sweep: RaySweep
  /** Refuses what the machines of the cluster could not run. */
  check(batch: string): Promise<void>
  /** The order at a place in a batch. @throws where it cannot be read */
  orderAt(batch: string, index: number): JobOrder
}

/** What the jobs of a sweep have in common. */
export interface RaySweep {
  readonly dir: string
  /** Letters, digits, `.`, `_` and `-`; of another sweep in the same directory another one. */
  readonly id: string
  readonly cwd: string
  readonly program: readonly string[]
}

/** The id of a sweep: readable, and different for each start in whatever directory. */
export function sweepId(name: string, order: JobOrder): string {
  return `${name.replaceAll(/[^\w.-]/g, '_').slice(0, 40)}.${sweepHash(order).slice(0, 8)}`
}

/** Ray through its Jobs API: a submission for each job. */
export function rayEngine(options: RayEngineOptions): Engine {
  const { api, settings, sweep, orderAt } = options
  const batches = new Set<string>()
  return {
    name: 'ray',
    atOnce: settings.atOnce,
    async submit(jobs, noted) {
      await options.check(jobs[0]!.batch)
      for (const job of jobs) {
        const id = `${sweep.id}.${job.job.number}.${basename(job.batch)}`
        await submitted(id, job, options)
        batches.add(job.batch)
        noted(job, id)
      }
    },
    async ask(ids) {
      const wanted = new Set(ids)
      const known = new Map<string, EngineState>()
      for (const { submission_id: id, ...job } of await api.list()) {
        const state = id !== null && wanted.has(id) ? stateOf(job) : undefined
        if (id !== null && state !== undefined) known.set(id, state)
      }
      return known
    },
    explain: async (id, job) => explained(await api.get(id), outputPath(job)),
    async cancel(ids) {
      // That a job which waits is stopped is only said: it begins all the same, when there is room.
      for (const batch of batches) cancelBatch(batch)
      const wanted = new Set(ids)
      const living = async (): Promise<readonly string[]> =>
        (await api.list()).flatMap(({ submission_id: id, status }) =>
          id !== null && wanted.has(id) && status === 'RUNNING' ? [id] : [],
        )
      await Promise.all(ids.map((id) => api.stop(id)))
      for (let tries = 0; tries < 30; tries++) {
        const left = await living()
        if (left.length === 0) return []
        await wait(500)
      }
      return await living()
    },
    async found() {
      const found: FoundJob[] = []
      for (const { submission_id: id, metadata, ...job } of await api.list()) {
        const pointer = readPointer(metadata?.[POINTER] ?? '')
        if (id === null || pointer === undefined || metadata?.[SWEEP] !== sweep.dir) continue
        if (stateOf({ ...job, metadata }) === undefined) continue
        try {
          const order = orderAt(pointer.batch, pointer.index)
          found.push({ id, order })
          batches.add(pointer.batch)
        } catch {
          // Its batch was deleted: the job cannot begin, and is nobody's.
        }
      }
      return found
    },
  }
}

/** What a job says of itself to Ray, for whoever looks at its dashboard, and for `--resume`. */
const SWEEP = 'hydraconf_sweep'
const POINTER = 'hydraconf_job'

/** Undefined: Ray has done with it, or it will do nothing when it begins. */
function stateOf({ status, error_type, metadata }: Omit<JobDetails, 'submission_id'>): EngineState | undefined {
  const batch = readPointer(metadata?.[POINTER] ?? '')?.batch
  if (status === 'RUNNING' || status === 'PENDING') {
    // Of those that began before, who waits for them sees that they are at work.
    if (batch !== undefined && isCancelled(batch)) return undefined
    return status === 'RUNNING' ? 'running' : 'waiting'
  }
  // Nobody had room for it within 15 minutes.
  return error_type === 'JOB_SUPERVISOR_ACTOR_START_TIMEOUT' ? 'dropped' : undefined
}

async function submitted(id: string, { job, pointer, attempt }: HandedJob, options: RayEngineOptions): Promise<void> {
  const { api, settings, sweep } = options
  const output = outputPath(job)
  // What another sweep left there.
  if (attempt === 0) rmSync(output, { force: true })
  const { env_vars, ...environment } = settings.runtimeEnv as { env_vars?: Readonly<Record<string, string>> }
  const submission = {
    submission_id: id,
    entrypoint: entrypoint({ cwd: sweep.cwd, program: sweep.program, output, attempt }),
    runtime_env: { ...environment, env_vars: { ...env_vars, HYDRACONF_JOB: pointer } },
    metadata: { [SWEEP]: sweep.dir, [POINTER]: pointer },
    entrypoint_num_cpus: settings.numCpus,
    entrypoint_num_gpus: settings.numGpus,
    entrypoint_memory: settings.memory,
    entrypoint_resources: settings.resources,
  }
  for (let tries = 1; ; tries++) {
    try {
      return await api.submit(submission)
    } catch (error) {
      // The answer may be lost of what was taken.
      if ((await api.get(id)) !== undefined) return
      if (tries === TRIES) throw error
      await wait(1000)
    }
  }
}

/** Just after its start a cluster has nobody yet who takes jobs. */
const TRIES = 3

function explained(job: JobDetails | undefined, log: string): Ending {
  if (job === undefined) return { how: 'Ray does not know it any more', log }
  const { status, error_type: type, driver_exit_code: code, message } = job
  const exit = code === null || code === undefined ? '' : `, exit code ${code}`
  if (status !== 'FAILED' || type === 'JOB_ENTRYPOINT_COMMAND_ERROR') return { how: `Ray says ${status}${exit}`, log }
  return { how: `Ray says ${status}, ${type}${exit}: ${(message ?? '').split('\n')[0]}`, log }
}
