import { type JobOrder, sweepHash } from '@hydraconf/node'

/** What the queue carries: where the order is written, and nothing of it. */
export interface Message {
  /** For HYDRACONF_JOB. */
  readonly pointer: string
  /** Seconds that the job may take. */
  readonly timeout?: number | undefined
  /** Seconds that it may wait in the queue. */
  readonly ttl?: number | undefined
}

/** The name of a sweep in the queue: another sweep in the same directory has another. */
export function sweepId(order: Pick<JobOrder, 'sweepDir' | 'start'>): string {
  return sweepHash(order).slice(0, 12)
}

/** The same job has the same id whenever it is submitted, and Redis takes an id once. */
export function messageId(sweep: string, number: number, attempt: number): string {
  return `${sweep}.${number}.${attempt}`
}

/** What workers look for while they run a job: whether it shall stop. */
export function stopKey(prefix: string, id: string): string {
  return `${prefix}:stop:${id}`
}
