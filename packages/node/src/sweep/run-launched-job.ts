import { rmSync } from 'node:fs'
import { type Composed, composeJob, str, withSettings } from '@hydraconf/core'
import { appOf } from '../app.js'
import { removeDrafts } from '../drafts.js'
import type { ProgramContext } from '../main/program-context.js'
import { isRunning, type ProcessName } from '../process-id.js'
import { report } from '../report-error.js'
import { callbacksOf } from '../run/callbacks-of.js'
import { JobFailed } from '../run/job-return.js'
import { planRun } from '../run/output-files.js'
import { runJob } from '../run/run-job.js'
import { wait } from '../wait.js'
import { makeDirectory } from '../write-file.js'
import { Claim } from './job-files/claim.js'
import { readResult, resultPath, writeResult } from './job-files/result-file.js'
import { type GivenJob, sendMessage, stopWithLauncher } from './job-message.js'
import { Journal } from './journal.js'
import type { JobOrder, SweepJob } from './launcher.js'

/**
 * Runs one job that a launcher ordered from another process, and writes into the journal of its sweep. Gives the exit code. One
 * that was handed over is claimed first, and leaves its result in its directory.
 */
export async function runLaunchedJob(given: GivenJob, program: ProgramContext): Promise<number> {
  const { order, attempt, isCancelled } = given
  stopWithLauncher()
  if (isCancelled) return 0
  if (attempt === undefined) return runOrder(order, program)
  const { job } = order
  makeDirectory(job.dir)
  const claim = order.driver === undefined ? Claim.take(job, attempt) : claimFor(order.driver, job, attempt)
  // Somebody has this very delivery.
  if (claim === undefined) return 0
  try {
    while (claim.hasLivingPredecessor()) await wait(LOOK_AGAIN)
    if (readResult(job, order.start)?.status === 'completed' || !claim.isLatest()) return 0
    rmSync(resultPath(job), { force: true })
    removeDrafts(job.dir)
    return await runOrder(order, program, claim)
  } finally {
    claim.release()
  }
}

/**
 * A driver gives an attempt to one process alone. Where that is claimed, a driver before it was killed as it gave the same one to a
 * process that has begun since, and stops when it looks for its driver.
 */
function claimFor(driver: ProcessName, job: SweepJob, attempt: number): Claim | undefined {
  for (let next = attempt; isRunning(driver); next++) {
    const claim = Claim.take(job, next)
    if (claim !== undefined) return claim
  }
  return undefined
}

/** Milliseconds. */
const LOOK_AGAIN = 500

async function runOrder(order: JobOrder, program: ProgramContext, claim?: Claim): Promise<number> {
  const { options, task, host, logging, warn } = program
  const { job, hydraOverrides, start } = order
  if (host.cwd() !== start.cwd) host.chdir(start.cwd)
  const given = { configPath: start.configPath, configDirs: start.configDirs, configName: start.configName }
  const { environment, configName } = appOf(options, host, given, { now: new Date(start.now) })
  const composed = named(composeJob(environment, configName, hydraOverrides, job.number, job.overrides), job)
  const callbacks = await callbacksOf(composed, program)
  const journal = new Journal(order.sweepDir, start)
  journal.begun(job)
  // In this order: who takes the sweep up again either sees that the job is begun, or the job sees that it is late.
  if (order.driver !== undefined && !isRunning(order.driver)) return 1
  const result = await runJob(planRun(composed, environment, 'job'), task, {
    host,
    environment,
    configName,
    logging,
    callbacks,
    warn,
    settled(how) {
      // A later attempt has taken the job over: what this one came to is dropped.
      if (claim !== undefined && !claim.isLatest()) return
      if (claim !== undefined) writeResult(job, how, start)
      journal.done(job, how)
    },
  })
  const { status, workingDir, taskName } = result
  if (result.status === 'completed') {
    await sendMessage({ status, value: result.value, workingDir, taskName })
    return 0
  }
  const { error } = result
  await sendMessage({
    status,
    error: error instanceof Error ? `${error.name}: ${error.message}` : String(error),
    workingDir,
    taskName,
  })
  return report(new JobFailed(result), host, () => '')
}

/** With the `hydra.job.id` that the launcher gave it. */
function named(composed: Composed, { id }: SweepJob): Composed {
  if (id === undefined) return composed
  return withSettings(composed, [['hydra.job.id', str(id.replaceAll(/%[pAa]/g, (name) => PLACES[name]!() ?? name))]])
}

/** The process, and the array and task of SLURM that it is. */
const PLACES: Readonly<Record<string, () => string | undefined>> = {
  '%p': () => String(process.pid),
  '%A': () => process.env.SLURM_ARRAY_JOB_ID,
  '%a': () => process.env.SLURM_ARRAY_TASK_ID,
}
