import { closeMatches, raise } from '@hydraconf/core'
import { settingRefused, unknownSetting } from './messages.js'

type Settings = Readonly<Record<string, unknown>>

/** What `hydra.launcher.ray` asks for, as far as it has a meaning for jobs that are no Python functions. */
export interface RaySettings {
  readonly address: unknown
  /** How many jobs at a time; undefined: as many as the cluster has room for. */
  readonly atOnce: number | undefined
  readonly retries: number
  readonly numCpus: number
  readonly numGpus: number | undefined
  /** Bytes. */
  readonly memory: number | undefined
  readonly resources: Readonly<Record<string, number>> | undefined
  readonly runtimeEnv: Settings
  /** Settings that were given, and change nothing. */
  readonly idle: readonly string[]
}

/** @throws PluginException for a setting that Ray does not have, or a value that it cannot have */
export function raySettings(settings: Settings): RaySettings {
  const { init = {}, remote = {} } = (settings.ray ?? {}) as { init?: Settings; remote?: Settings }
  return {
    address: init.address,
    atOnce: counted(`${INIT}.num_cpus`, init.num_cpus, 1),
    retries: counted(`${REMOTE}.max_retries`, remote.max_retries, 0) ?? 0,
    // As much as a remote function takes where nothing is said.
    numCpus: amount(`${REMOTE}.num_cpus`, remote.num_cpus) ?? 1,
    numGpus: amount(`${REMOTE}.num_gpus`, remote.num_gpus),
    memory: amount(`${REMOTE}.memory`, remote.memory),
    resources: amounts(`${REMOTE}.resources`, remote.resources),
    runtimeEnv: { ...settingsIn(`${INIT}.runtime_env`, init), ...settingsIn(`${REMOTE}.runtime_env`, remote) },
    idle: [
      ...idleOf(INIT, init, ['address', 'num_cpus', 'runtime_env'], OF_INIT),
      ...idleOf(REMOTE, remote, HONOURED, OF_REMOTE),
    ],
  }
}

const INIT = 'hydra.launcher.ray.init'
const REMOTE = 'hydra.launcher.ray.remote'

const HONOURED = ['num_cpus', 'num_gpus', 'memory', 'resources', 'max_retries', 'runtime_env']

/** What starts a Ray, or sets up the Python program that starts the sweep. */
const OF_INIT = [
  'num_gpus',
  'resources',
  'labels',
  'object_store_memory',
  'local_mode',
  'ignore_reinit_error',
  'include_dashboard',
  'dashboard_host',
  'dashboard_port',
  'job_config',
  'configure_logging',
  'logging_level',
  'logging_format',
  'logging_config',
  'log_to_driver',
  'namespace',
  'enable_resource_isolation',
  'cgroup_path',
  'system_reserved_cpu',
  'system_reserved_memory',
  'proxy_server_url',
]

/** What Python functions have, and jobs do not. */
const OF_REMOTE = [
  'accelerator_type',
  'enable_task_events',
  'fallback_strategy',
  'label_selector',
  'max_calls',
  'name',
  'num_returns',
  'object_store_memory',
  'placement_group',
  'placement_group_bundle_index',
  'placement_group_capture_child_tasks',
  'retry_exceptions',
  'scheduling_strategy',
]

function idleOf(
  under: string,
  given: Settings,
  honoured: readonly string[],
  others: readonly string[],
): readonly string[] {
  const idle = Object.keys(given).filter((key) => !honoured.includes(key))
  for (const key of idle) {
    if (others.includes(key) || key.startsWith('_')) continue
    const known = [...honoured, ...others]
    throw raise(unknownSetting({ key: `${under}.${key}`, known, near: closeMatches(key, known) }))
  }
  return idle.map((key) => `${under}.${key}`)
}

function amount(key: string, value: unknown): number | undefined {
  if (value === undefined || value === null) return undefined
  if (typeof value === 'number' && value >= 0 && Number.isFinite(value)) return value
  throw raise(settingRefused({ key, value, wanted: 'a number from 0' }))
}

function counted(key: string, value: unknown, from: number): number | undefined {
  if (value === undefined || value === null) return undefined
  if (Number.isInteger(value) && (value as number) >= from) return value as number
  // Without an end, as Ray has it.
  if (value === -1 && from === 0) return Infinity
  throw raise(settingRefused({ key, value, wanted: `a whole number from ${from}` }))
}

function amounts(key: string, value: unknown): Readonly<Record<string, number>> | undefined {
  if (value === undefined || value === null) return undefined
  if (typeof value !== 'object' || Array.isArray(value))
    throw raise(settingRefused({ key, value, wanted: 'names with numbers' }))
  return Object.fromEntries(Object.entries(value).map(([name, of]) => [name, amount(`${key}.${name}`, of) ?? 0]))
}

function settingsIn(key: string, { runtime_env: value }: Settings): Settings {
  if (value === undefined || value === null) return {}
  if (typeof value === 'object' && !Array.isArray(value)) return value as Settings
  throw raise(settingRefused({ key, value, wanted: 'the settings of an environment' }))
}
