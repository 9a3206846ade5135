import { type ChildProcess, spawn } from 'node:child_process'
import { setTimeout as wait } from 'node:timers/promises'
import { tokenOf } from '../../../packages/ray/src/ray-address.js'
import { rayApi } from '../../../packages/ray/src/ray-api.js'
import { hasRedis, RedisServer } from '../../node/redis-server.js'
import { startFakeRay } from '../fake-ray.js'
import { childrenOf, supervisorOf } from '../processes.js'
import { NO_SLURM, startSlurm } from '../slurm.js'
import type { Home } from './program.js'
import { killed, type SoakedEngine, type StartedEngine } from './soaked-engine.js'

/** The engines by name; undefined: it cannot be started on this machine. */
export const ENGINES: Readonly<Record<string, SoakedEngine | undefined>> = {
  local: {
    plugin: undefined,
    launcher: ['hydra/launcher=local', 'hydra.launcher.n_jobs=4'],
    isLocal: true,
    start: async () => ({ env: {}, kills: {}, stop: async () => {} }),
  },
  redis: hasRedis ? { plugin: 'bullmq', launcher: ['hydra/launcher=bullmq'], start: startQueue } : undefined,
  slurm:
    NO_SLURM === undefined
      ? { plugin: 'slurm', launcher: ['hydra/launcher=submitit_slurm'], start: startCluster }
      : undefined,
  ray: { plugin: 'ray', launcher: ['hydra/launcher=ray'], start: startRay },
}

/** Two workers, which are replaced when they are killed. A job outlives its worker, unless it is killed with it. */
async function startQueue({ dir }: Home): Promise<StartedEngine> {
  const redis = await RedisServer.start()
  const env = { REDIS_URL: redis.url }
  const begin = (): ChildProcess =>
    spawn(process.execPath, ['worker.mjs'], { cwd: dir, env: { ...process.env, ...env }, stdio: 'ignore' })
  const workers = [begin(), begin()]
  const replace = (at: number): void => {
    workers[at]!.kill('SIGKILL')
    workers[at] = begin()
  }
  return {
    env,
    kills: {
      worker: async (_, random) => {
        replace(Math.floor(random() * workers.length))
        return []
      },
      'worker with its jobs': async (_, random) => {
        const at = Math.floor(random() * workers.length)
        const jobs = childrenOf(workers[at]!.pid!)
        replace(at)
        return jobs.filter(killed)
      },
      redis: async () => {
        await redis.end()
        await wait(500)
        await redis.begin()
        return []
      },
    },
    async stop() {
      for (const worker of workers) worker.kill('SIGKILL')
      await redis.remove()
    },
  }
}

async function startCluster(): Promise<StartedEngine> {
  const cluster = await startSlurm({ cpus: 4, maxArraySize: 1001 })
  return {
    env: cluster.env,
    kills: { node: async (_, random) => cluster.lose(random() < 0.5 ? 'n0' : 'n1') },
    stop: () => cluster.stop(),
  }
}

/** Its supervisors are processes of Python on a real one. */
async function startRay(): Promise<StartedEngine> {
  const address = process.env.HYDRACONF_RAY || undefined
  if (address !== undefined) {
    const supervisor = async (working: readonly number[], random: () => number): Promise<readonly number[]> => {
      const job = working[Math.floor(random() * working.length)]
      const above = job === undefined ? undefined : supervisorOf(job)
      return above !== undefined && killed(above) ? [job!] : []
    }
    return { env: { RAY_API_SERVER_ADDRESS: address }, kills: { supervisor }, stop: async () => {} }
  }
  const ray = await startFakeRay()
  const api = rayApi(ray.address, tokenOf({ RAY_AUTH_TOKEN: ray.token }))
  return {
    env: { RAY_API_SERVER_ADDRESS: ray.address, RAY_AUTH_TOKEN: ray.token },
    kills: {
      supervisor: async (_, random) => {
        const running = (await api.list()).filter(({ submission_id, status }) => submission_id && status === 'RUNNING')
        const one = running[Math.floor(random() * running.length)]
        return one === undefined ? [] : ray.killSupervisor(one.submission_id!)
      },
    },
    stop: () => ray.stop(),
  }
}
