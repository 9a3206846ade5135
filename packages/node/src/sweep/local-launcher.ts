import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, openSync, readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { ownProcess } from '../process-id.js'
import type { JobReturn } from '../run/job-return.js'
import { makeDirectory } from '../write-file.js'
import type { JobMessage } from './job-message.js'
import { JOB_VARIABLE } from './job-message.js'
import type { LaunchContext, Launcher, SweepJob } from './launcher.js'
import { LOCAL_SETTINGS } from './local-launcher-config.js'
import { progressOf } from './progress.js'

/**
 * Several jobs at once, each in a process of its own on this machine: `hydra/launcher=local hydra.launcher.n_jobs=4`.
 * What a job prints goes into `job.out` in its directory; a job that fails is reported with the end of it.
 */
export const localLauncher: Launcher = {
  settings: LOCAL_SETTINGS,
  async launch(jobs, context) {
    const atOnce = workers(context.settings.n_jobs)
    context.log.info(`Launching ${jobs.length} jobs locally, ${Math.min(atOnce, jobs.length)} at a time`)
    const progress = progressOf(jobs.length, process.stderr, (line) => context.log.info(line))
    const results: JobReturn[] = []
    let next = 0
    let running = 0
    const worker = async (): Promise<void> => {
      while (next < jobs.length && !context.signal.aborted) {
        const at = next++
        const job = jobs[at]!
        progress.running(++running)
        const started = Date.now()
        const result = await runApart(job, context)
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
  },
}

function workers(asked: unknown): number {
  return typeof asked === 'number' && asked > 0 ? Math.ceil(asked) : availableParallelism()
}

/** Seconds that a job has to end by itself when the sweep is interrupted. */
const GRACE = 5

/** Runs a job in a process of its own: the same program, told by a variable what to do. */
function runApart(job: SweepJob, context: LaunchContext): Promise<JobReturn> {
  makeDirectory(job.dir)
  const path = join(job.dir, 'job.out')
  const out = openSync(path, 'w')
  const order = { ...context.order(job), driver: ownProcess() }
  const child = spawn(process.execPath, [...process.execArgv, process.argv[1]!], {
    env: { ...process.env, [JOB_VARIABLE]: JSON.stringify(order) },
    cwd: order.start.cwd,
    stdio: ['ignore', out, out, 'ipc'],
    serialization: 'advanced',
  })
  closeSync(out)
  const stopping = stopWith(context.signal, child)
  return new Promise((resolve) => {
    let message: JobMessage | undefined
    child.on('message', (sent) => {
      message = sent as JobMessage
    })
    const end = (how: string): void => {
      stopping()
      resolve(resultOf(job, message, how, path))
    }
    child.on('error', (error) => end(`could not be started: ${error.message}`))
    child.on('close', (code, signal) =>
      end(signal === null ? `ended with exit code ${code}` : `was ended by ${signal}`),
    )
  })
}

function resultOf(job: SweepJob, message: JobMessage | undefined, how: string, path: string): JobReturn {
  const facts = {
    overrides: job.overrides,
    config: undefined,
    hydraConfig: undefined,
    workingDir: message?.workingDir ?? job.dir,
    outputDir: job.dir,
    taskName: message?.taskName ?? '',
  }
  if (message?.status === 'completed') return { ...facts, status: 'completed', value: message.value }
  const cause = message?.error ?? `The process of job #${job.number} ${how}.`
  const error = new Error(`${cause}${endOf(path)}`)
  // Where this was made says nothing of where it went wrong.
  error.stack = String(error)
  return { ...facts, status: 'failed', error }
}

const LINES_SHOWN = 20

/** What a job printed last. */
function endOf(path: string): string {
  try {
    const lines = readFileSync(path, 'utf8').trimEnd().split('\n')
    if (lines.length === 1 && lines[0] === '') return ''
    return `\nThe end of ${path}:\n${lines
      .slice(-LINES_SHOWN)
      .map((line) => `  ${line}`)
      .join('\n')}`
  } catch {
    return ''
  }
}

function lineOf({ number, overrides }: SweepJob, how: string, took: number): string {
  const shown = overrides.filter((text) => !text.startsWith('hydra.')).join(' ')
  return `\t#${number} : ${shown} ${how} in ${(took / 1000).toFixed(1)} s`
}

/** Ends a child when the sweep is interrupted: politely first. Gives what takes that back. */
function stopWith(signal: AbortSignal, child: ChildProcess): () => void {
  let timer: NodeJS.Timeout | undefined
  const stop = (): void => {
    child.kill('SIGTERM')
    timer = setTimeout(() => child.kill('SIGKILL'), GRACE * 1000)
  }
  signal.addEventListener('abort', stop)
  return () => {
    signal.removeEventListener('abort', stop)
    clearTimeout(timer)
  }
}
