import type { Job } from 'bullmq'
import type { Redis } from 'ioredis'
import { type Message, stopKey } from '../message.js'
import { runMessage } from './run-message.js'

export interface WorkerOptions {
  readonly client: Redis
  readonly queue: string
  readonly concurrency: number
  /** Seconds that this worker may be silent before its jobs count as lost. */
  readonly lock: number
  say(line: string): void
}

/**
 * Takes jobs until SIGTERM or SIGINT: then those that run are finished, and no further one begins. A second signal ends them, too.
 * Gives the exit code.
 */
export async function takeJobs({ client, queue, concurrency, lock, say }: WorkerOptions): Promise<number> {
  const { Worker } = await import('bullmq')
  /** What stops each job that runs here, by its id in the queue. */
  const running = new Map<string, AbortController>()
  const worker = new Worker<Message>(queue, process_, {
    connection: client,
    concurrency,
    lockDuration: lock * 1000,
    stalledInterval: Math.round((lock * 1000) / 3),
    // A job whose worker is gone may have begun: whether it runs again its sweep decides.
    maxStalledCount: 0,
  })
  const told = new Set<string>()
  worker.on('error', ({ message }) => {
    // Of a lost connection it is told elsewhere.
    if (client.status === 'ready' && !told.has(message)) say(`Redis: ${message}`)
    told.add(message)
  })
  const looking = setInterval(() => void stopAsked().catch(() => {}), 1000)
  const code = await untilToldToStop()
  clearInterval(looking)
  client.disconnect()
  return code

  async function process_(job: Job<Message>): Promise<void> {
    const stopping = new AbortController()
    running.set(job.id!, stopping)
    try {
      await runMessage(job.data, { waited: Date.now() - job.timestamp, signal: stopping.signal, say })
    } finally {
      running.delete(job.id!)
    }
  }

  /** A sweep that was interrupted asks for its jobs to end. */
  async function stopAsked(): Promise<void> {
    const ids = [...running.keys()]
    if (ids.length === 0) return
    const asked = await client.mget(ids.map((id) => stopKey(worker.toKey('hydraconf'), id)))
    for (const [at, id] of ids.entries()) if (asked[at] !== null) running.get(id)?.abort()
  }

  function untilToldToStop(): Promise<number> {
    return new Promise((resolve) => {
      let isAsked = false
      const stop = (name: NodeJS.Signals): void => {
        const code = name === 'SIGINT' ? 130 : 143
        if (!isAsked) {
          isAsked = true
          const count = running.size
          if (count > 0)
            say(`Finishing ${count} ${count === 1 ? 'job' : 'jobs'}; once more ends ${count === 1 ? 'it' : 'them'}`)
          void worker.close().then(() => resolve(0))
          return
        }
        for (const stopping of running.values()) stopping.abort('now')
        // Their end may not get through to Redis.
        setTimeout(() => resolve(code), 2000).unref()
        void worker.close().then(() => resolve(code))
      }
      process.on('SIGTERM', stop)
      process.on('SIGINT', stop)
    })
  }
}
