import { raise } from '@hydraconf/core'
import type { Host } from '@hydraconf/node'
import { connect } from '../connect.js'
import { numberRefused } from '../messages.js'
import { addressOf, addressOfUrl, type RedisAddress } from '../redis-address.js'
import { takeJobs } from './take-jobs.js'

/** What the worker needs of a command line and its context. */
export interface CommandLine {
  readonly flags: Readonly<Record<string, string | true | undefined>>
}
export interface CommandContext {
  readonly host: Pick<Host, 'out' | 'err' | 'env'>
}

/** `hydraconf worker`: runs jobs until it is told to stop. Gives the exit code. */
export async function runWorker({ flags }: CommandLine, { host }: CommandContext): Promise<number> {
  const queue = typeof flags.queue === 'string' ? flags.queue : 'hydraconf'
  const concurrency = numberIn(flags, 'concurrency', 1)
  const lock = numberIn(flags, 'lock', 30)
  const address = addressFor(flags.redis, host.env)
  const client = await connect(address, (what) => host.err(`${what}\n`))
  host.out(`Taking jobs from the queue '${queue}' of ${address.shown}, ${concurrency} at a time\n`)
  return takeJobs({ client, queue, concurrency, lock, say: (line) => host.out(`${line}\n`) })
}

function addressFor(given: string | true | undefined, env: Host['env']): RedisAddress {
  const url = typeof given === 'string' ? given : env.REDIS_URL
  if (url !== undefined && url !== '') return addressOfUrl(url)
  return addressOf({
    host: env.REDIS_HOST ?? 'localhost',
    port: env.REDIS_PORT ?? 6379,
    db: env.REDIS_DB ?? 0,
    username: env.REDIS_USERNAME,
    password: env.REDIS_PASSWORD,
    ssl: env.REDIS_SSL?.toLowerCase() === 'true',
    ssl_ca_certs: env.REDIS_SSL_CA_CERTS,
  })
}

function numberIn(flags: CommandLine['flags'], flag: string, otherwise: number): number {
  const given = flags[flag]
  if (typeof given !== 'string') return otherwise
  const number = Number(given)
  if (!Number.isInteger(number) || number < 1) throw raise(numberRefused({ flag, given }))
  return number
}
