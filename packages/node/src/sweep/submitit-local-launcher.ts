import { availableParallelism } from 'node:os'
import { launchLocally } from './launch-locally.js'
import type { Launcher } from './launcher.js'

/**
 * What Hydra's submitit launcher does without SLURM: jobs in processes on this machine. As many at once as there are processors,
 * or as `array_parallelism` says: submitit starts all of them.
 */
export const submititLocalLauncher: Launcher = {
  target: 'hydra_plugins.hydra_submitit_launcher.submitit_launcher.LocalLauncher',
  launch(jobs, context) {
    const { timeout_min: minutes, gpus_per_node: gpus, array_parallelism: most } = context.settings
    return launchLocally(jobs, context, {
      atOnce: typeof most === 'number' && most > 0 ? most : availableParallelism(),
      timeout: typeof minutes === 'number' ? minutes * 60 : undefined,
      env: typeof gpus === 'number' ? { CUDA_VISIBLE_DEVICES: [...Array(gpus).keys()].join(',') } : {},
      id: () => '%p',
    })
  },
}
