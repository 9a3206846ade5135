import {
  type JobReturn,
  type LaunchContext,
  launchOn,
  outputPath,
  PATIENCE,
  type Patience,
  type SweepJob,
} from '@hydraconf/node'
import { connect } from './connect.js'
import { type Message, sweepId } from './message.js'
import { queueEngine } from './queue-engine.js'
import type { QueueSettings } from './queue-settings.js'

/** Runs the jobs of a sweep through a queue that workers take them from. */
export async function launchThroughQueue(
  jobs: readonly SweepJob[],
  context: LaunchContext,
  settings: QueueSettings,
  patience: Partial<Patience> | undefined,
): Promise<readonly JobReturn[]> {
  const { log } = context
  const { queue: name, redis, attempts, isDetached } = settings
  const client = await connect(redis, (what) => log.warning(what))
  const { Queue } = await import('bullmq')
  const queue = new Queue<Message>(name, { connection: client })
  queue.on('error', () => {
    // The connection tells.
  })
  try {
    const engine = queueEngine({
      queue,
      client,
      settings,
      sweep: sweepId(context.order(jobs[0]!)),
      logOf: (number) => outputPath(jobs.find((job) => job.number === number)!),
    })
    await warnIfNobodyWorks(queue, `hydraconf worker --queue ${name} --redis ${redis.shown}`, log)
    return await launchOn(engine, jobs, context, { ...PATIENCE, ask: 5, ...patience, attempts, isDetached })
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
