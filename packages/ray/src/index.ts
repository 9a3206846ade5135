import type { NodePlugin } from '@hydraconf/node'
import { type RayOptions, rayLauncher } from './ray-launcher.js'

/** `hydra/launcher=ray` on a Ray cluster: `plugins: [ray()]`. */
export function ray(options: RayOptions = {}): NodePlugin {
  return { name: 'ray', launchers: { ray: rayLauncher(options) } }
}

export type { RayOptions }
