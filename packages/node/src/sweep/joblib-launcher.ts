import { availableParallelism } from 'node:os'
import { raise } from '@hydraconf/core'
import { launchLocally } from './launch-locally.js'
import type { Launcher } from './launcher.js'
import { jobCountRefused } from './messages.js'

/**
 * What Hydra's joblib launcher does: jobs in processes on this machine, with its settings. All of its backends are processes
 * here; what tunes how Python hands data over (`batch_size`, `pre_dispatch`, `temp_folder`, `max_nbytes`, `mmap_mode`) has nothing to
 * tune.
 */
export const joblibLauncher: Launcher = {
  target: 'hydra_plugins.hydra_joblib_launcher.joblib_launcher.JoblibLauncher',
  check({ n_jobs: asked }) {
    atOnce(asked)
  },
  launch(jobs, context) {
    const { n_jobs: asked, timeout, backend, prefer } = context.settings
    if (backend === 'threading' || prefer === 'threads')
      context.log.debug('Jobs run in processes, also where threads are asked for')
    return launchLocally(jobs, context, {
      atOnce: atOnce(asked),
      timeout: typeof timeout === 'number' ? timeout : undefined,
      id: ({ number }) => `${context.jobName}_${number}`,
    })
  },
}

/** -1: as many as there are processors, -2: one less, and so on. */
function atOnce(asked: unknown): number {
  if (asked === undefined || asked === null) return availableParallelism()
  if (asked === 0 || typeof asked !== 'number') throw raise(jobCountRefused({ given: asked }))
  return asked > 0 ? asked : Math.max(1, availableParallelism() + 1 + asked)
}
