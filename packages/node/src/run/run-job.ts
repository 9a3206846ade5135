import { dirname } from 'node:path'
import {
  type Composed,
  type Environment,
  neededSetting,
  raise,
  rulesFor,
  setting,
  settingOfHydra,
  textsOf,
} from '@hydraconf/core'
import { removeDrafts } from '../drafts.js'
import type { Host } from '../host.js'
import { configureLogging } from '../logging/configure.js'
import type { Logging } from '../logging/logging.js'
import { directoryNotEntered, variableNameRefused } from '../messages.js'
import { reason } from '../system-error.js'
import { makeDirectory, writeWhole } from '../write-file.js'
import { awaitTask } from './await-task.js'
import { type NamedCallback, notify } from './callback.js'
import type { JobReturn } from './job-return.js'
import type { RunPlan } from './output-files.js'
import { runOf, type Task } from './run.js'
import { taskConfig } from './task-config.js'

/** What a job needs of the program around it. */
export interface JobContext {
  readonly host: Host
  readonly environment: Environment
  readonly configName: string | undefined
  readonly logging: Logging
  readonly callbacks: readonly NamedCallback[]
  warn(message: string): void
  /** Told the moment the task is through, before anything else happens. */
  settled?(job: JobReturn): void
  /** Has the promise of an async task waited for. */
  whileWaiting?<T>(promise: PromiseLike<T>): Promise<T>
}

/**
 * Performs a planned run: makes the directory, writes its files, sets logging and variables, and calls the task. What the
 * task throws is its result, not an error of ours. Directory and variables are put back afterwards. Mirrors `run_job`.
 *
 * @throws HydraException where a directory or file cannot be written, or logging cannot be set up
 */
export async function runJob(plan: RunPlan, task: Task, around: JobContext): Promise<JobReturn> {
  const { host, logging, warn } = around
  const { composed, dir } = plan
  for (const warning of plan.warnings) warn(warning)
  makeDirectory(dir)
  const before = host.cwd()
  if (plan.chdir) enter(host, dir)
  try {
    configureLogging(logging, neededSetting(composed, 'hydra.job_logging'), setting(composed, 'hydra.verbose'), host)
    for (const { path, text } of plan.files) {
      if (!makeDirectory(dirname(path))) removeDrafts(dirname(path))
      writeWhole(path, text)
    }
    return await performTask(composed, dir, task, around)
  } finally {
    if (plan.chdir) host.chdir(before)
  }
}

/** Calls the task with the job's variables set and its callbacks told, and nothing written. */
export async function performTask(composed: Composed, dir: string, task: Task, around: JobContext): Promise<JobReturn> {
  const { host, callbacks, warn, configName } = around
  return withVariables(host, variablesOf(composed), async () => {
    const event = { composed, configName }
    await notify(callbacks, 'onJobStart', event, warn)
    const job = await callTask(composed, dir, task, around)
    await notify(callbacks, 'onJobEnd', { ...event, job }, warn)
    return job
  })
}

async function callTask(
  composed: Composed,
  dir: string,
  task: Task,
  { host, environment, logging, settled: told, whileWaiting }: JobContext,
): Promise<JobReturn> {
  const name = String(setting(composed, 'hydra.job.name'))
  const num = setting(composed, 'hydra.job.num')
  const { cwd } = environment.facts
  const overrides = textsOf(composed, 'hydra.overrides.task')
  const job = { name, num: typeof num === 'number' ? num : undefined }
  const run = runOf(composed, { dir, cwd, overrides, job, logger: (of) => logging.logger(of) })
  const hydra = composed.config.items.get('hydra')
  const facts = {
    // What is told of a job is logged and shown: the task's own `run.overrides` are as they were typed.
    overrides: textsOf(composed.masked, 'hydra.overrides.task'),
    config: composed.job,
    hydraConfig: hydra?.kind === 'map' ? hydra : undefined,
    workingDir: host.cwd(),
    outputDir: dir,
    taskName: name,
  }
  const settle = (job: JobReturn): JobReturn => {
    told?.(job)
    return job
  }
  let value: unknown
  try {
    value = task(taskConfig(composed), run)
    // No turn of the event loop between the end of the task and the word of it, unless the task is async itself.
    if (isPromise(value)) {
      const waiting = awaitTask(value, host)
      value = await (whileWaiting?.(waiting) ?? waiting)
    }
  } catch (error) {
    const { versionBase, dialect } = environment
    if (rulesFor(versionBase, dialect).dialect.run.logsFailedJobs) logging.logFailure('hydra.core.utils', error)
    return settle({ ...facts, status: 'failed', error })
  }
  return settle({ ...facts, status: 'completed', value })
}

function isPromise(value: unknown): value is PromiseLike<unknown> {
  return typeof (value as { then?: unknown } | null | undefined)?.then === 'function'
}

function enter(host: Host, dir: string): void {
  try {
    host.chdir(dir)
  } catch (error) {
    throw raise(directoryNotEntered({ path: dir, why: reason(error) }), undefined, error)
  }
}

/** `hydra.job.env_set`. @throws HydraException for a name that cannot be set */
function variablesOf(composed: Composed): ReadonlyMap<string, string> {
  const set = settingOfHydra(composed, 'hydra.job.env_set')
  if (set === null || typeof set !== 'object' || Array.isArray(set)) return new Map()
  const variables = new Map(Object.entries(set).map(([name, value]) => [name, String(value)]))
  for (const name of variables.keys()) {
    if (name === '' || name.includes('=')) throw raise(variableNameRefused({ name }))
  }
  return variables
}

async function withVariables<T>(
  host: Host,
  variables: ReadonlyMap<string, string>,
  action: () => Promise<T>,
): Promise<T> {
  const before = [...variables.keys()].map((name) => [name, host.env[name]] as const)
  for (const [name, value] of variables) host.env[name] = value
  try {
    return await action()
  } finally {
    for (const [name, value] of before) {
      if (value === undefined) delete host.env[name]
      else host.env[name] = value
    }
  }
}
