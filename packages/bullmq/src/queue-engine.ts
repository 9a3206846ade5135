import { type Ending, type Engine, type EngineState, type HandedJob, outputPath, portionsOf } from '@hydraconf/node'
import type { Job, Queue } from 'bullmq'
import type { Redis } from 'ioredis'
import { type Message, messageId, stopKey } from './message.js'
import type { QueueSettings } from './queue-settings.js'

export interface QueueEngineOptions {
  readonly queue: Queue<Message>
  readonly client: Redis
  readonly settings: QueueSettings
  /** The name of the sweep in the queue. */
  readonly sweep: string
}

/** A queue of BullMQ's in Redis. A message points to the order of a job; workers run it. */
export function queueEngine({ queue, client, settings, sweep }: QueueEngineOptions): Engine {
  const key = (id: string) => queue.toKey(id)
  return {
    name: 'bullmq',
    portion: 500,
    async submit(jobs, noted) {
      for (const some of portionsOf(jobs, ADDED)) {
        const named = some.map((job) => ({ job, id: messageId(sweep, job.job.number, job.attempt) }))
        // Before they are there: who takes the sweep up again asks for what is noted.
        for (const { job, id } of named) noted(job, id)
        await forgetEnded(named.filter(({ job }) => job.isAgain).map(({ id }) => id))
        await queue.addBulk(named.map(({ job, id }) => messageOf(job, id, settings)))
      }
    },
    ask: (ids) => statesOf(ids),
    explain: async (id, job) => ending(await queue.getJob(id), outputPath(job)),
    async cancel(ids) {
      for (const portion of portionsOf(ids, PORTION)) await Promise.all(portion.map((id) => queue.remove(id)))
      // What is left is with a worker.
      for (let tries = 0; ; tries++) {
        const left = await stillThere(ids)
        if (left.length === 0 || tries === 30) return left
        await Promise.all(left.map((id) => client.set(stopKey(key('hydraconf'), id), '1', 'EX', STOPPED)))
        await new Promise((done) => setTimeout(done, 1000))
      }
    },
    // All that is there was noted before.
    found: async () => [],
  }

  /** A message that failed keeps its id, and would not be taken again. */
  async function forgetEnded(ids: readonly string[]): Promise<void> {
    if (ids.length === 0) return
    const pipeline = client.pipeline()
    for (const id of ids) pipeline.exists(key(id))
    const there = (await answers(pipeline)).map(Boolean)
    const known = ids.filter((_, at) => there[at])
    if (known.length === 0) return
    const alive = new Set(await stillThere(known))
    await Promise.all(known.filter((id) => !alive.has(id)).map((id) => queue.remove(id)))
  }

  async function statesOf(ids: readonly string[]): Promise<ReadonlyMap<string, EngineState>> {
    const known = new Map<string, EngineState>()
    for (const portion of portionsOf(ids, PORTION)) {
      const pipeline = client.pipeline()
      // Looking through the list of those that wait would take longer the more there are.
      for (const id of portion)
        pipeline
          .hmget(key(id), 'timestamp', 'failedReason')
          .zscore(key('completed'), id)
          .exists(`${key(id)}:lock`)
      const said = await answers(pipeline)
      for (const [at, id] of portion.entries()) {
        const [fields, completed, isLocked] = said.slice(3 * at, 3 * at + 3)
        const [since, failure] = fields as readonly (string | null)[]
        if (since === null || completed !== null) continue
        if (failure === null || failure === undefined) known.set(id, isLocked ? 'running' : 'waiting')
        else if (!isStalled(failure)) known.set(id, 'ended')
      }
    }
    return known
  }

  async function stillThere(ids: readonly string[]): Promise<readonly string[]> {
    return [...(await statesOf(ids))].filter(([, state]) => state !== 'ended').map(([id]) => id)
  }
}

/** Seconds that a worker has to see that a job shall stop. */
const STOPPED = 3600

function messageOf({ pointer }: HandedJob, jobId: string, { message, keepDone, keepFailed }: QueueSettings) {
  const { name, isAtFront, timeout, ttl } = message
  return {
    name,
    data: { pointer, timeout, ttl },
    opts: {
      jobId,
      lifo: isAtFront,
      // Whoever wants a lost job again has a new message made.
      attempts: 1,
      removeOnComplete: keeping(keepDone),
      removeOnFail: keeping(keepFailed),
    },
  }
}

function keeping(seconds: number | undefined): boolean | { readonly age: number } {
  return seconds === undefined ? false : seconds === 0 ? true : { age: seconds }
}

async function ending(job: Job | undefined, log: string): Promise<Ending> {
  const why = job?.failedReason
  if (why === undefined) return { how: 'the queue does not know it any more', log }
  return { how: isStalled(why) ? 'its worker is gone' : why, log }
}

/** BullMQ's words: a worker gave no sign of life. Every other reason is a word of that worker. */
function isStalled(reason: string): boolean {
  return reason.startsWith('job stalled')
}

async function answers(pipeline: ReturnType<Redis['pipeline']>): Promise<readonly unknown[]> {
  return ((await pipeline.exec()) ?? []).map(([error, answer]) => {
    if (error !== null) throw error
    return answer
  })
}

/** How many messages are added at once. Of more, BullMQ's part of them outlives collections, and the heap grows. */
const ADDED = 100

/** How many ids go to Redis at once. */
const PORTION = 1000
