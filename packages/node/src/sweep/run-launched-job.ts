import { composeJob } from '@hydraconf/core'
import { appOf } from '../app.js'
import type { ProgramContext } from '../main/program-context.js'
import { isRunning } from '../process-id.js'
import { report } from '../report-error.js'
import { callbacksOf } from '../run/callbacks-of.js'
import { JobFailed } from '../run/job-return.js'
import { planRun } from '../run/output-files.js'
import { runJob } from '../run/run-job.js'
import { sendMessage, stopWithLauncher } from './job-message.js'
import { Journal } from './journal.js'
import type { JobOrder } from './launcher.js'

/** Runs one job that a launcher ordered from another process, and writes into the journal of its sweep. Gives the exit code. */
export async function runLaunchedJob(order: JobOrder, program: ProgramContext): Promise<number> {
  const { options, task, host, logging, warn } = program
  const { job, hydraOverrides, start } = order
  stopWithLauncher()
  if (host.cwd() !== start.cwd) host.chdir(start.cwd)
  const given = { configPath: start.configPath, configDirs: start.configDirs, configName: start.configName }
  const { environment, configName } = appOf(options, host, given, { now: new Date(start.now) })
  const composed = composeJob(environment, configName, hydraOverrides, job.number, job.overrides)
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
    settled: (how) => journal.done(job, how),
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
