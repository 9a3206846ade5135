import type { JobList, JobReturn, LaunchContext, Launcher } from '@hydraconf/node'
import type { QueueOptions } from './bullmq-launcher.js'
import { cancelInQueue, launchThroughQueue } from './launch-through-queue.js'
import { rqSettings } from './queue-settings.js'

/**
 * What Hydra's launcher for rq does, with its settings. The jobs are programs of Node, so that a worker of rq, which is Python, cannot
 * run them.
 */
export function rqLauncher({ patience }: QueueOptions): Launcher {
  return {
    target: 'hydra_plugins.hydra_rq_launcher.rq_launcher.RQLauncher',
    check: (settings, count) => void rqSettings(settings, '', count),
    launch(jobs, context) {
      const { redis, wait_polling: look } = context.settings as { redis: { mock: unknown }; wait_polling: number }
      const settings = rqSettings(context.settings, context.jobName, jobs.length)
      if (redis.mock === true) return inTurn(jobs, context)
      return launchThroughQueue(jobs, context, settings, { look, ...patience })
    },
    async cancel(jobs, context) {
      const { redis } = context.settings as { redis: { mock: unknown } }
      if (redis.mock === true) return []
      return cancelInQueue(jobs, context, rqSettings(context.settings, context.jobName, jobs.length))
    },
  }
}

/** `redis.mock`: without a Redis, in this process. */
async function inTurn(jobs: JobList, { log, run }: LaunchContext): Promise<readonly JobReturn[]> {
  log.info(`Launching ${jobs.length} jobs in turn: hydra.launcher.redis.mock is true`)
  const results: JobReturn[] = []
  for (const job of jobs) results.push(await run(job))
  return results
}
