import { existsSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import type { JobReturn } from '../run/job-return.js'
import { jobFacts } from './job-facts.js'
import { resultPath } from './job-files/result-file.js'
import { endOf, jobText } from './job-text.js'
import type { HandedJob, JobOrder, LaunchContext, SweepJob } from './launcher.js'
import { progressOf } from './progress.js'

/** Something that runs jobs on other machines: a scheduler, a queue, a cluster. */
export interface Engine {
  /** As the journal says it. */
  readonly name: string
  /** Gives the jobs to the engine, and says the id of each as soon as it has one: what was taken stays taken if more is refused. */
  submit(jobs: readonly HandedJob[], noted: (job: HandedJob, id: string) => void): Promise<void>
  /** What the engine knows of ids; one that it does not name is gone. @throws where it cannot be asked just now */
  ask(ids: readonly string[]): Promise<ReadonlyMap<string, EngineState>>
  /** Why a job is gone without a result: its state and exit code, and where it printed. */
  explain(id: string): Promise<Ending>
  /** Ends jobs, and gives those that it could not end. */
  cancel(ids: readonly string[]): Promise<readonly string[]>
  /**
   * What the engine has from this sweep directory, whoever submitted it: someone who died before noting it, or a sweep that was
   * there before.
   */
  found(): Promise<readonly FoundJob[]>
}

export interface FoundJob {
  readonly id: string
  readonly order: JobOrder
}

export type EngineState = 'waiting' | 'running'

export interface Ending {
  readonly how: string
  readonly log: string | undefined
}

/** Seconds. */
export interface Patience {
  /** Between two looks for results. */
  readonly look: number
  /** Between two questions to the engine. */
  readonly ask: number
  /** From when the engine has a job no more until it counts as lost: shared disks are slow to show files. */
  readonly grace: number
}

export const PATIENCE: Patience = { look: 1, ask: 10, grace: 30 }

/**
 * Runs jobs on an engine. A job is done when its result is in its directory; the engine only says why one is not. A job that is
 * lost has failed, and the others go on. When the sweep is taken up again, what the engine still has is waited for.
 */
export async function launchOn(
  engine: Engine,
  jobs: readonly SweepJob[],
  context: LaunchContext,
  patience: Patience = PATIENCE,
): Promise<readonly JobReturn[]> {
  const waiting = await submitted(engine, jobs, context)
  const progress = progressOf(jobs.length, process.stderr, (line) => context.log.info(line))
  const results = new Map<number, JobReturn>()
  const settle = (job: SweepJob, result: JobReturn): void => {
    results.set(job.number, result)
    waiting.delete(job)
    const how = result.status === 'completed' ? 'done' : 'FAILED'
    progress.done(`\t#${job.number} : ${jobText(job)} ${how}`, how !== 'done')
  }
  const lost = new Map<SweepJob, number>()
  let asked = Date.now()
  let isMuted = false
  while (results.size < jobs.length) {
    for (const job of jobs) {
      if (results.has(job.number)) continue
      const result = existsSync(resultPath(job)) ? context.result(job) : undefined
      if (result !== undefined) settle(job, result)
    }
    if (results.size === jobs.length) break
    if (context.signal.aborted) {
      await cancelled(engine, waiting, context)
      break
    }
    if (Date.now() - asked >= patience.ask * 1000) {
      asked = Date.now()
      try {
        const known = await engine.ask([...waiting.values()])
        isMuted = false
        progress.running([...known.values()].filter((state) => state === 'running').length)
        for (const [job, id] of waiting) {
          if (known.has(id)) lost.delete(job)
          else if (!lost.has(job)) lost.set(job, Date.now())
        }
      } catch (error) {
        // A scheduler that does not answer has lost no job.
        if (!isMuted)
          context.log.warning(`${engine.name} does not answer, and is asked again: ${(error as Error).message}`)
        isMuted = true
      }
    }
    for (const [job, since] of lost) {
      if (Date.now() - since < patience.grace * 1000) continue
      lost.delete(job)
      const id = waiting.get(job)
      const left = context.result(job)
      if (id !== undefined) settle(job, left ?? failed(job, id, await engine.explain(id), context))
    }
    if (results.size < jobs.length) await wait(patience.look * 1000)
  }
  progress.end()
  return jobs.map((job) => results.get(job.number)!)
}

/** What the engine has already, and what it is given now. */
async function submitted(
  engine: Engine,
  jobs: readonly SweepJob[],
  context: LaunchContext,
): Promise<Map<SweepJob, string>> {
  const isAgain = jobs.some((job) => context.earlier(job)?.engine === engine.name)
  const found = await ourJobs(engine, jobs, context)
  const earlier = new Map<SweepJob, string>()
  for (const job of jobs) {
    const noted = context.earlier(job)
    const id = found.get(job.number) ?? (noted?.engine === engine.name ? noted.id : undefined)
    if (id !== undefined) earlier.set(job, id)
  }
  const known = isAgain || earlier.size > 0 ? await engine.ask([...earlier.values()]) : new Map<string, EngineState>()
  const waiting = new Map<SweepJob, string>()
  const todo: SweepJob[] = []
  for (const job of jobs) {
    const id = earlier.get(job)
    if (id !== undefined && (known.has(id) || context.result(job)?.status === 'completed')) waiting.set(job, id)
    else todo.push(job)
  }
  if (waiting.size > 0) context.log.info(`${waiting.size} jobs are with ${engine.name} already`)
  if (todo.length === 0) return waiting
  context.log.info(`Submitting ${todo.length} jobs to ${engine.name}`)
  await engine.submit(context.handOver(todo), ({ job }, id) => {
    context.submitted(job, { engine: engine.name, id })
    waiting.set(job, id)
  })
  return waiting
}

/** The ids of those that are of this sweep, by number. */
async function ourJobs(
  engine: Engine,
  jobs: readonly SweepJob[],
  context: LaunchContext,
): Promise<ReadonlyMap<number, string>> {
  const ours = new Map(jobs.map((job) => [job.number, context.order(job)]))
  const found = new Map<number, string>()
  for (const { id, order } of await engine.found()) {
    const own = ours.get(order.job.number)
    if (own !== undefined && isSameJob(own, order)) found.set(own.job.number, id)
  }
  return found
}

/** A new sweep in the place of an old one has other jobs, although their numbers are the same. */
function isSameJob(a: JobOrder, b: JobOrder): boolean {
  const isSameSweep = a.start.now === b.start.now && a.start.seed === b.start.seed
  return isSameSweep && a.job.overrides.join('\n') === b.job.overrides.join('\n')
}

/** An engine's word that it ended a job is worth nothing: those that are left are named. One that fails interrupts no less. */
async function cancelled(
  engine: Engine,
  waiting: ReadonlyMap<SweepJob, string>,
  { log }: LaunchContext,
): Promise<void> {
  log.info(`Ending ${waiting.size} jobs on ${engine.name}`)
  const ids = [...waiting.values()]
  try {
    const left = await engine.cancel(ids)
    if (left.length > 0) log.warning(`${engine.name} did not end ${left.join(', ')}; --resume waits for them`)
  } catch (error) {
    log.warning(`${engine.name} did not end ${ids.join(', ')}: ${(error as Error).message}; --resume waits for them`)
  }
}

function failed(job: SweepJob, id: string, { how, log }: Ending, { jobName }: LaunchContext): JobReturn {
  const end = log === undefined ? '' : endOf(log, `\nIt printed nothing into ${log}`)
  const error = new Error(`Job #${job.number} (${id}) left no result: ${how}.${end}`)
  error.stack = String(error)
  return { ...jobFacts(job, { workingDir: job.dir, taskName: jobName }), status: 'failed', error }
}
