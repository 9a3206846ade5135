import { closeSync } from 'node:fs'
import { ownProcess } from '../process-id.js'
import type { JobReturn } from '../run/job-return.js'
import { changedJobs } from './changed-jobs.js'
import { jobFacts } from './job-facts.js'
import { handedInTurn } from './job-files/handed-in-turn.js'
import { openOutput, outputPath } from './job-files/job-output.js'
import { JobLost } from './job-lost.js'
import { JOB_VARIABLE, type JobMessage } from './job-message.js'
import { endOf, jobText } from './job-text.js'
import type { HandedJob, JobList, LaunchContext, SweepJob } from './launcher.js'
import { ownProgram } from './own-program.js'
import { progressOf } from './progress.js'
import { Stopping } from './stopping.js'

/** How jobs are run on this machine. */
export interface LocalRun {
  /** How many at once. */
  readonly atOnce: number
  /** Seconds that a job may take; then it is ended, and has failed. */
  readonly timeout?: number | undefined
  /** Variables that every job has beside those of this process. */
  readonly env?: Readonly<Record<string, string>> | undefined
  /** `hydra.job.id` of a job, where it is not its number. */
  id?(job: SweepJob): string
}

/**
 * Runs jobs in processes of their own. What a job prints goes into `job.out` in its directory; a job that fails is reported with
 * the end of it.
 */
export async function launchLocally(
  jobs: JobList,
  context: LaunchContext,
  local: LocalRun,
): Promise<readonly JobReturn[]> {
  const { atOnce, id } = local
  context.log.info(`Launching ${jobs.length} jobs locally, ${Math.min(atOnce, jobs.length)} at a time`)
  const progress = progressOf(jobs.length, process.stderr, (line) => context.log.info(line))
  const named = id === undefined ? jobs : changedJobs(jobs, (job) => ({ ...job, id: id(job) }))
  const handedAt = handedInTurn(named, (some) => context.handOver(some, { driver: ownProcess() }))
  const results: JobReturn[] = []
  let next = 0
  let running = 0
  const worker = async (): Promise<void> => {
    while (next < jobs.length && !context.signal.aborted) {
      const at = next++
      const job = jobs.at(at)!
      progress.running(++running)
      const started = Date.now()
      const result = await runApart(handedAt(at), context, local)
      running--
      results[at] = result
      const how = result.status === 'completed' ? 'done' : context.signal.aborted ? 'stopped' : 'FAILED'
      progress.done(lineOf(job, how, Date.now() - started), how !== 'done')
      progress.running(running)
    }
  }
  await Promise.all(Array.from({ length: Math.min(atOnce, jobs.length) }, worker))
  progress.end()
  return results
}

/** Runs a job in a process of its own: the same program, told by a variable what to do. */
function runApart(handed: HandedJob, context: LaunchContext, local: LocalRun): Promise<JobReturn> {
  const { job, pointer, attempt } = handed
  const out = openOutput(job, attempt)
  // Taken when it is needed: Node loads its network with it.
  const { spawn } = process.getBuiltinModule('node:child_process')
  const child = spawn(process.execPath, ownProgram(), {
    env: { ...process.env, ...local.env, [JOB_VARIABLE]: pointer },
    cwd: context.order(job).start.cwd,
    stdio: ['ignore', out, out, 'ipc'],
    serialization: 'advanced',
  })
  closeSync(out)
  const stopping = new Stopping(child, context.signal, local.timeout)
  return new Promise((resolve) => {
    let message: JobMessage | undefined
    child.on('message', (sent) => {
      message = sent as JobMessage
    })
    const end = (how: string): void => {
      stopping.end()
      const left = context.result(job)
      const ended = stopping.isLate ? `took longer than ${local.timeout} s and was ended` : how
      const result = resultOf(job, { message, left }, ended)
      // The job itself could not say so.
      if (message === undefined && left === undefined && !context.signal.aborted) context.done(job, result)
      resolve(result)
    }
    child.on('error', (error) => end(`could not be started: ${error.message}`))
    child.on('close', (code, signal) =>
      end(signal === null ? `ended with exit code ${code}` : `was ended by ${signal}`),
    )
  })
}

/** What a job said itself, or else left in its directory, or else how its process ended. */
function resultOf(
  job: SweepJob,
  { message, left }: { readonly message: JobMessage | undefined; readonly left: JobReturn | undefined },
  how: string,
): JobReturn {
  if (message === undefined && left !== undefined) return left
  const facts = jobFacts(job, { workingDir: message?.workingDir ?? job.dir, taskName: message?.taskName ?? '' })
  if (message?.status === 'completed') return { ...facts, status: 'completed', value: message.value }
  const cause = message?.error ?? `The process of job #${job.number} ${how}.`
  const error = new JobLost(`${cause}${endOf(outputPath(job))}`, `its process ${how}`)
  return { ...facts, status: 'failed', error }
}

function lineOf(job: SweepJob, how: string, took: number): string {
  return `\t#${job.number} : ${jobText(job)} ${how} in ${(took / 1000).toFixed(1)} s`
}
