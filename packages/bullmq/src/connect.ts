import { raise } from '@hydraconf/core'
import type { Redis } from 'ioredis'
import { redisNotHere } from './messages.js'
import type { RedisAddress } from './redis-address.js'

/**
 * A connection to a Redis that answers. Later it is made again for as long as it takes, and commands wait for it; `told` hears
 * of that, once each time.
 *
 * @throws PluginException in one line where nobody answers, or does not let us in
 */
export async function connect({ options, shown }: RedisAddress, told: (what: string) => void): Promise<Redis> {
  const { Redis } = await import('ioredis')
  let wasHere = false
  let isHere = false
  let why: unknown
  const client = new Redis({
    ...options,
    lazyConnect: true,
    connectTimeout: 10_000,
    // As BullMQ wants it: a command is never given up.
    maxRetriesPerRequest: null,
    retryStrategy: (times: number) => (wasHere ? Math.min(1000 * times, LONGEST_PAUSE) : null),
  })
  client.on('error', (error) => {
    why ??= error
  })
  try {
    await client.connect()
    await client.ping()
  } catch (error) {
    client.disconnect()
    throw raise(redisNotHere({ shown, why: reasonOf(why ?? error) }))
  }
  wasHere = true
  isHere = true
  client.on('reconnecting', () => {
    if (isHere) told(`${shown} does not answer; trying again`)
    isHere = false
  })
  client.on('ready', () => {
    if (!isHere) told(`${shown} answers again`)
    isHere = true
  })
  return client
}

/** Milliseconds. */
const LONGEST_PAUSE = 60_000

/** Some errors of the system have their words in a code, or in what they are made of. */
function reasonOf(error: unknown): string {
  const { message, code, errors } = error as { message?: string; code?: string; errors?: readonly unknown[] }
  if (message !== undefined && message !== '') return message
  return errors?.[0] === undefined ? (code ?? String(error)) : reasonOf(errors[0])
}
