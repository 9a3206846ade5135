import { availableParallelism } from 'node:os'
import { launchLocally } from './launch-locally.js'
import type { Launcher } from './launcher.js'
import { LOCAL_SETTINGS } from './local-launcher-config.js'

/** Several jobs at once, each in a process of its own on this machine: `hydra/launcher=local hydra.launcher.n_jobs=4`. */
export const localLauncher: Launcher = {
  settings: LOCAL_SETTINGS,
  launch: (jobs, context) => launchLocally(jobs, context, { atOnce: workers(context.settings.n_jobs) }),
}

function workers(asked: unknown): number {
  return typeof asked === 'number' && asked > 0 ? Math.ceil(asked) : availableParallelism()
}
