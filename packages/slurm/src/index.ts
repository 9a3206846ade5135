import type { NodePlugin } from '@hydraconf/node'
import { type SlurmOptions, slurmLauncher } from './slurm-launcher.js'

/** `hydra/launcher=submitit_slurm` on a SLURM cluster: `plugins: [slurm()]`. */
export function slurm(options: SlurmOptions = {}): NodePlugin {
  return { name: 'slurm', launchers: { submitit_slurm: slurmLauncher(options) } }
}

export type { SlurmOptions }
