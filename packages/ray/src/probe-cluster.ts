import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { raise } from '@hydraconf/core'
import { probe } from './entrypoint.js'
import { notShared } from './messages.js'
import type { JobDetails, RayApi } from './ray-api.js'
import type { RaySweep } from './ray-engine.js'

/** Seconds. */
const PATIENCE = 60

/**
 * Looks on a machine of the cluster, before any job starts, whether it sees the orders and has the program.
 *
 * @throws PluginException where it does not
 */
export async function probeCluster(api: RayApi, { id: sweep, program }: RaySweep, batch: string): Promise<void> {
  const [node = '', ...words] = program
  // Its options are no files.
  const script = words.at(-1)
  const files = [join(batch, 'order.json'), ...(script === undefined ? [] : [script])]
  const id = `${sweep}.probe.${process.pid}.${Date.now()}`
  await api.submit({ submission_id: id, entrypoint: probe(files, node), runtime_env: {}, metadata: {} })
  // It is not deleted afterwards: Ray, which still watches its end, would list it as one that failed.
  const end = await ended(api, id)
  // A cluster that is too busy to say so, or to start it, may still have all of it.
  if (end?.status !== 'FAILED' || end.error_type !== 'JOB_ENTRYPOINT_COMMAND_ERROR') return
  const said = (end.message ?? '').trim().split('\n').at(-1) ?? ''
  throw raise(notShared({ address: api.address, why: said.trim() || 'it does not say what is missing' }))
}

async function ended(api: RayApi, id: string): Promise<JobDetails | undefined> {
  for (let tries = 0; tries < PATIENCE * 5; tries++) {
    const job = await api.get(id)
    if (job === undefined) return undefined
    if (job.status !== 'PENDING' && job.status !== 'RUNNING') return job
    await wait(200)
  }
  return undefined
}
