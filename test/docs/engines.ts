import { startFakeRay } from '../engines/fake-ray.js'
import { NO_SLURM, startSlurm } from '../engines/slurm.js'
import { hasRedis, RedisServer } from '../node/redis-server.js'

/** What sessions of a page need beside a folder. */
export interface PageEngine {
  readonly env: Readonly<Record<string, string>>
  /** Where it is, as commands print it, and as a page shows it. */
  readonly address?: readonly [here: string, shown: string]
  stop(): Promise<void>
}

/** Undefined: it cannot be started on this machine. */
export async function startEngine(name: string): Promise<PageEngine | undefined> {
  const start = ENGINES[name]
  if (start === undefined) throw new Error(`no page can be on ${name}, but on ${Object.keys(ENGINES).join(', ')}`)
  return start()
}

const ENGINES: Readonly<Record<string, () => Promise<PageEngine | undefined>>> = {
  async redis() {
    if (!hasRedis) return undefined
    const redis = await RedisServer.start()
    return { env: { REDIS_URL: redis.url }, address: [redis.url, 'redis://queue:6379'], stop: () => redis.remove() }
  },
  async slurm() {
    if (NO_SLURM !== undefined) return undefined
    const cluster = await startSlurm({ maxArraySize: 1001 })
    return { env: cluster.env, stop: () => cluster.stop() }
  },
  /** One that answers as Ray does. */
  async ray() {
    const ray = await startFakeRay()
    return { env: { RAY_API_SERVER_ADDRESS: ray.address, RAY_AUTH_TOKEN: ray.token }, stop: () => ray.stop() }
  },
}
