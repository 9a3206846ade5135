import {
  cancelOn,
  changedJobs,
  type Engine,
  type JobList,
  type JobOrder,
  type LaunchContext,
  type Launcher,
  launchOn,
  PATIENCE,
  type Patience,
  readOrder,
} from '@hydraconf/node'
import { probeCluster } from './probe-cluster.js'
import { dashboardAddress, tokenOf } from './ray-address.js'
import { rayApi } from './ray-api.js'
import { type RaySweep, rayEngine, sweepId } from './ray-engine.js'
import { type RaySettings, raySettings } from './ray-settings.js'

export interface RayOptions {
  /** Seconds between looks and questions, and until a job without a result counts as lost. */
  readonly patience?: Partial<Patience> | undefined
  /** The Node of the cluster's machines, where it is not at the path that it has here. */
  readonly node?: string | undefined
}

/** Hydra's ray launcher: a submission to a running cluster for each job, with its settings. */
export function rayLauncher({ patience, node = process.execPath }: RayOptions): Launcher {
  /** Sweeps whose cluster has what they need. */
  const probed = new Set<string>()
  const engineOf = (jobs: JobList, context: LaunchContext, settings: RaySettings): Engine => {
    const api = rayApi(dashboardAddress(settings.address, process.env), tokenOf(process.env))
    const sweep = sweepOf(context, node, context.order(jobs.at(0)!))
    return rayEngine({
      api,
      settings,
      sweep,
      async check(batch) {
        if (!probed.has(sweep.id)) await probeCluster(api, sweep, batch)
        probed.add(sweep.id)
      },
      orderAt: (batch, index) => readOrder({ batch, index }),
    })
  }
  return {
    target: 'hydra_plugins.hydra_ray_launcher.ray_launcher.RayLauncher',
    check: (settings) => void dashboardAddress(raySettings(settings).address, process.env),
    launch(jobs, context) {
      const settings = raySettings(context.settings)
      for (const key of settings.idle)
        context.log.warning(`${key} is not honoured: it starts a Ray, or is for functions in Python`)
      const named = changedJobs(jobs, (job) => ({ ...job, id: `job_id_for_${job.number}` }))
      return launchOn(engineOf(jobs, context, settings), named, context, {
        ...PATIENCE,
        ...patience,
        attempts: settings.retries + 1,
        isDetached: context.settings.detach === true,
      })
    },
    cancel: (jobs, context) => cancelOn(engineOf(jobs, context, raySettings(context.settings)), jobs, context),
  }
}

function sweepOf({ jobName, sweepDir }: LaunchContext, node: string, order: JobOrder): RaySweep {
  return {
    dir: sweepDir,
    id: sweepId(jobName, order),
    cwd: order.start.cwd,
    program: [node, ...order.program],
  }
}
