import type { NodePlugin } from '@hydraconf/node'
import { bullmqGroup } from './bullmq-group.js'
import { bullmqLauncher, type QueueOptions } from './bullmq-launcher.js'
import { rqLauncher } from './rq-launcher.js'

/** `hydra/launcher=rq` and `hydra/launcher=bullmq` through a queue in Redis: `plugins: [bullmq()]`. */
export function bullmq(options: QueueOptions = {}): NodePlugin {
  return {
    name: 'bullmq',
    stored: bullmqGroup(),
    launchers: { rq: rqLauncher(options), bullmq: bullmqLauncher(options) },
  }
}

export { command } from './worker/command.js'
export type { QueueOptions }
