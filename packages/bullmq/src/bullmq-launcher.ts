import type { Launcher, Patience } from '@hydraconf/node'
import { BULLMQ_TARGET } from './bullmq-group.js'
import { cancelInQueue, launchThroughQueue } from './launch-through-queue.js'
import { bullmqSettings } from './queue-settings.js'

export interface QueueOptions {
  /** Seconds between looks and questions, and until a job without a result counts as lost. */
  readonly patience?: Partial<Patience> | undefined
}

/** Our own launcher of the queue: `hydra/launcher=bullmq`. */
export function bullmqLauncher({ patience }: QueueOptions): Launcher {
  return {
    target: BULLMQ_TARGET,
    check: (settings) => void bullmqSettings(settings, ''),
    launch: (jobs, context) =>
      launchThroughQueue(jobs, context, bullmqSettings(context.settings, context.jobName), patience),
    cancel: (jobs, context) => cancelInQueue(jobs, context, bullmqSettings(context.settings, context.jobName)),
  }
}
