import { raise } from '@hydraconf/core'
import { attemptsRefused, durationRefused, jobIdRefused } from './messages.js'
import { addressOf, type RedisAddress } from './redis-address.js'

/** What a sweep asks of the queue, by whichever launcher it was said. */
export interface QueueSettings {
  readonly queue: string
  readonly redis: RedisAddress
  /** How often a job is given to a worker at most when it is lost. */
  readonly attempts: number
  /** Whether nobody waits for the jobs. */
  readonly isDetached: boolean
  /** What a worker is told of each job. */
  readonly message: MessageSettings
  /** Seconds that Redis remembers jobs that are done, and that failed; undefined: for ever. */
  readonly keepDone: number | undefined
  readonly keepFailed: number | undefined
}

export interface MessageSettings {
  /** As dashboards of the queue show the job. */
  readonly name: string
  readonly isAtFront: boolean
  /** Seconds that it may take. */
  readonly timeout: number | undefined
  /** Seconds that it may wait. */
  readonly ttl: number | undefined
}

type Settings = Readonly<Record<string, unknown>>

/** Seconds that the reason why a job was lost stays in Redis. */
const A_WEEK = 7 * 24 * 3600

/** The settings of `hydra/launcher: bullmq`. */
export function bullmqSettings(settings: Settings, jobName: string): QueueSettings {
  const { queue, redis, attempts, timeout, at_front, detach } = settings
  if (!(Number(attempts) >= 1)) throw raise(attemptsRefused({ attempts }))
  return {
    queue: String(queue),
    redis: addressOf(redis as Settings),
    attempts: Number(attempts),
    isDetached: detach === true,
    message: {
      name: jobName,
      isAtFront: at_front === true,
      timeout: typeof timeout === 'number' ? timeout : undefined,
      ttl: undefined,
    },
    keepDone: 0,
    keepFailed: A_WEEK,
  }
}

/** The settings of Hydra's plugin. @throws HydraException for a duration that is none, or one id for several jobs */
export function rqSettings(settings: Settings, jobName: string, count: number): QueueSettings {
  const { queue, redis, stop_after_enqueue } = settings
  const { job_timeout, ttl, result_ttl, failure_ttl, at_front, job_id, description } = (settings.enqueue ??
    {}) as Settings
  if (job_id !== null && job_id !== undefined && count > 1) throw raise(jobIdRefused({ given: job_id, count }))
  const seconds = (key: string, given: unknown, otherwise: number | undefined) =>
    given === null || given === undefined ? otherwise : durationOf(`hydra.launcher.enqueue.${key}`, String(given))
  return {
    queue: String(queue),
    redis: addressOf(redis as Settings),
    attempts: 1,
    isDetached: stop_after_enqueue === true,
    message: {
      name: typeof description === 'string' ? description : jobName,
      isAtFront: at_front === true,
      timeout: seconds('job_timeout', job_timeout, undefined),
      ttl: seconds('ttl', ttl, undefined),
    },
    keepDone: seconds('result_ttl', result_ttl, 0),
    keepFailed: seconds('failure_ttl', failure_ttl, A_WEEK),
  }
}

/** As rq reads them: `90`, `30s`, `5m`, `1h`, `2d`; -1 is without end. */
function durationOf(key: string, text: string): number | undefined {
  const [, number, unit = 's'] = /^\s*(-?\d+)([smhd]?)\s*$/i.exec(text) ?? []
  if (number === undefined) throw raise(durationRefused({ key, given: text }))
  return Number(number) < 0 ? undefined : Number(number) * SECONDS[unit.toLowerCase() || 's']!
}

const SECONDS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 }
