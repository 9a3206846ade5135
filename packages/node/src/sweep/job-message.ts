import { isCancelled } from './job-files/cancelled.js'
import { readOrder, readPointer } from './job-files/orders.js'
import type { JobOrder } from './launcher.js'

/** The variable that tells a program to run one job of a sweep and nothing else. */
export const JOB_VARIABLE = 'HYDRACONF_JOB'

/** What a job in a process of its own sends to who launched it. */
export interface JobMessage {
  readonly status: 'completed' | 'failed'
  readonly value?: unknown
  readonly error?: string | undefined
  readonly workingDir: string
  readonly taskName: string
}

/** How often an engine has repeated the attempt that it was given; SLURM and others say it in a variable of theirs. */
const REPEATED = ['SLURM_RESTART_COUNT', 'HYDRACONF_REPEATED']

/** A job to run: as a whole, or where its order is written. */
export interface GivenJob {
  readonly order: JobOrder
  readonly attempt: number | undefined
  /** It was taken back before it began. */
  readonly isCancelled: boolean
}

/**
 * Takes the job out of the environment: what the job starts itself is not that job.
 *
 * @throws HydraException where the order cannot be read
 */
export function takeJob(env: Record<string, string | undefined>): GivenJob | undefined {
  const text = env[JOB_VARIABLE]
  if (text === undefined) return undefined
  delete env[JOB_VARIABLE]
  const pointer = readPointer(text)
  if (pointer === undefined) return { order: JSON.parse(text) as JobOrder, attempt: undefined, isCancelled: false }
  const repeated = REPEATED.map((name) => Number(env[name])).find((count) => count > 0) ?? 0
  return {
    order: readOrder(pointer),
    attempt: pointer.attempt + repeated,
    isCancelled: isCancelled(pointer.batch),
  }
}

/** Sends the result to the launcher, if it listens; a value that cannot be sent is left out. */
export function sendMessage(message: JobMessage): Promise<void> {
  return new Promise((resolve) => {
    if (process.send === undefined || !process.connected) return resolve()
    try {
      process.send(message, undefined, undefined, () => resolve())
    } catch {
      process.send({ ...message, value: undefined }, undefined, undefined, () => resolve())
    }
  })
}

/** A job whose launcher is gone stops: nobody waits for it, and a resumed sweep runs it again. */
export function stopWithLauncher(): void {
  if (process.send === undefined) return
  process.channel?.unref()
  process.on('disconnect', () => process.exit(1))
}
