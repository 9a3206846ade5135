import {
  cancelOn,
  type Engine,
  type JobList,
  type JobReturn,
  type LaunchContext,
  launchOn,
  PATIENCE,
  type Patience,
  type SweepJob,
} from '@hydraconf/node'
import type { Queue } from 'bullmq'
import { connect } from './connect.js'
import { type Message, sweepId } from './message.js'
import { queueEngine } from './queue-engine.js'
import type { QueueSettings } from './queue-settings.js'

/** Runs the jobs of a sweep through a queue that workers take them from. */
export function launchThroughQueue(
  jobs: JobList,
  context: LaunchContext,
  settings: QueueSettings,
  patience: Partial<Patience> | undefined,
): Promise<readonly JobReturn[]> {
  const { queue: name, redis, attempts, isDetached } = settings
  return withQueue(jobs, context, settings, async (engine, queue) => {
    await warnIfNobodyWorks(queue, `hydraconf worker --queue ${name} --redis ${redis.shown}`, context.log)
    return launchOn(engine, jobs, context, { ...PATIENCE, ask: 5, ...patience, attempts, isDetached })
  })
}

/** Takes them out of the queue again, and has workers end those that run. */
export function cancelInQueue(
  jobs: readonly SweepJob[],
  context: LaunchContext,
  settings: QueueSettings,
): Promise<readonly SweepJob[]> {
  return withQueue(jobs, context, settings, (engine) => cancelOn(engine, jobs, context))
}

async function withQueue<T>(
  jobs: JobList,
  context: LaunchContext,
  settings: QueueSettings,
  action: (engine: Engine, queue: Queue<Message>) => Promise<T>,
): Promise<T> {
  const client = await connect(settings.redis, (what) => context.log.warning(what))
  const { Queue } = await import('bullmq')
  const queue = new Queue<Message>(settings.queue, { connection: client })
  queue.on('error', () => {
    // The connection tells.
  })
  try {
    const engine = queueEngine({ queue, client, settings, sweep: sweepId(context.order(jobs.at(0)!)) })
    return await action(engine, queue)
  } finally {
    await queue.close()
    client.disconnect()
  }
}

async function warnIfNobodyWorks(
  queue: { getWorkersCount(): Promise<number>; name: string },
  command: string,
  log: LaunchContext['log'],
) {
  const count = await queue.getWorkersCount().catch(() => 1)
  if (count === 0) log.warning(`No worker takes jobs from the queue '${queue.name}' yet. Start one: ${command}`)
}
