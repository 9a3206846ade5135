import { existsSync } from 'node:fs'
import type { JobReturn } from '../run/job-return.js'
import { wait } from '../wait.js'
import type { Ending, Engine, EngineState } from './engine.js'
import { jobFacts } from './job-facts.js'
import { isAtWork } from './job-files/claim.js'
import { resultPath } from './job-files/result-file.js'
import { JobLost } from './job-lost.js'
import { endOf, jobText } from './job-text.js'
import type { JobOrder, LaunchContext, SweepJob } from './launcher.js'
import { progressOf } from './progress.js'
import { portionsOf, Submission } from './submission.js'

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

export interface LaunchOptions extends Patience {
  /** How often a job is submitted at most when it is lost; once, unless told. */
  readonly attempts?: number | undefined
  /** Whether nobody waits for the jobs, once they are submitted. */
  readonly isDetached?: boolean | undefined
}

/**
 * Runs jobs on an engine. A job is done when its result is in its directory; the engine only says why one is not. A job that is
 * lost has failed, and the others go on. When the sweep is taken up again, what the engine still has is waited for.
 */
export async function launchOn(
  engine: Engine,
  jobs: readonly SweepJob[],
  context: LaunchContext,
  options: LaunchOptions = PATIENCE,
): Promise<readonly JobReturn[]> {
  const { look, ask, grace, attempts = 1, isDetached = false } = options
  const { waiting, todo } = await takenUp(engine, jobs, context)
  const submission = new Submission(engine, context, waiting)
  await submission.begin(todo)
  if (isDetached && !context.signal.aborted) context.detach()
  const progress = progressOf(jobs.length, process.stderr, (line) => context.log.info(line))
  const results = new Map<number, JobReturn>()
  const settle = (job: SweepJob, result: JobReturn): void => {
    results.set(job.number, result)
    waiting.delete(job)
    const how = result.status === 'completed' ? 'done' : 'FAILED'
    progress.done(`\t#${job.number} : ${jobText(job)} ${how}`, how !== 'done')
  }
  const lost = new Map<SweepJob, number>()
  const tried = new Map<SweepJob, number>()
  const questions = inTurn(waiting, engine.portion)
  let asked = Date.now()
  let isMuted = false
  const answered = async (question: () => Promise<void>): Promise<void> => {
    try {
      await question()
      isMuted = false
    } catch (error) {
      // A scheduler that does not answer has lost no job.
      if (!isMuted)
        context.log.warning(`${engine.name} does not answer, and is asked again: ${(error as Error).message}`)
      isMuted = true
    }
  }
  const decide = async (job: SweepJob, id: string): Promise<void> => {
    const result = context.result(job)
    if (result !== undefined) return settle(job, result)
    // Its message or its worker is gone, and the job goes on.
    if (isAtWork(job)) return
    const count = (tried.get(job) ?? 0) + 1
    if (count >= attempts) {
      const result = failed(job, id, await engine.explain(id), context)
      context.done(job, result)
      return settle(job, result)
    }
    context.log.warning(`\t#${job.number} : ${jobText(job)} is lost, and submitted again`)
    tried.set(job, count)
    await submission.again([job])
  }
  while (results.size < jobs.length) {
    const began = Date.now()
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
    if (Date.now() - asked >= ask * 1000) {
      asked = Date.now()
      await answered(async () => {
        const some = questions()
        const known = await engine.ask(some.map(([, id]) => id))
        progress.running([...known.values()].filter((state) => state === 'running').length)
        const dropped: SweepJob[] = []
        for (const [job, id] of some) {
          const state = known.get(id)
          if (state === 'dropped') dropped.push(job)
          else if (state === 'ended') lost.set(job, 0)
          else if (state !== undefined) lost.delete(job)
          else if (!lost.has(job)) lost.set(job, Date.now())
        }
        if (dropped.length > 0) await submission.again(dropped)
      })
    }
    for (const [job, since] of lost) {
      if (Date.now() - since < grace * 1000) continue
      lost.delete(job)
      const id = waiting.get(job)
      if (id !== undefined) await answered(() => decide(job, id))
    }
    if (submission.hasRoom) await answered(() => submission.goOn())
    // A look at very many takes its time: no less than that is left to others.
    if (results.size < jobs.length) await wait(Math.max(look * 1000, Date.now() - began))
  }
  progress.end()
  return jobs.map((job) => results.get(job.number)!)
}

/** Some of those that are waited for, and then the next ones. */
function inTurn(
  waiting: ReadonlyMap<SweepJob, string>,
  portion = Infinity,
): () => readonly (readonly [SweepJob, string])[] {
  let at = waiting.entries()
  return () => {
    if (waiting.size <= portion) return [...waiting]
    const some: (readonly [SweepJob, string])[] = []
    for (let tries = 0; some.length < portion && tries < 2; ) {
      const { value, done } = at.next()
      if (done === true) {
        at = waiting.entries()
        tries++
      } else some.push(value)
    }
    return some
  }
}

/** What the engine has already, with its ids, and what it is to be given. */
async function takenUp(
  engine: Engine,
  jobs: readonly SweepJob[],
  context: LaunchContext,
): Promise<{ readonly waiting: Map<SweepJob, string>; readonly todo: readonly SweepJob[] }> {
  const isAgain = jobs.some((job) => context.earlier(job)?.engine === engine.name)
  const found = await ourJobs(engine, jobs, context)
  const earlier = new Map<SweepJob, string>()
  for (const job of jobs) {
    const noted = context.earlier(job)
    const id = found.get(job.number) ?? (noted?.engine === engine.name ? noted.id : undefined)
    if (id !== undefined) earlier.set(job, id)
  }
  const known = new Map<string, EngineState>()
  if (isAgain || earlier.size > 0)
    for (const ids of portionsOf([...earlier.values()], engine.portion))
      for (const [id, state] of await engine.ask(ids)) known.set(id, state)
  const waiting = new Map<SweepJob, string>()
  const todo: SweepJob[] = []
  for (const job of jobs) {
    const id = earlier.get(job)
    const isThere = id !== undefined && (isAlive(known.get(id)) || isAtWork(job))
    // One that nobody noted may have ended since the journal was read.
    if (isThere || context.result(job)?.status === 'completed') waiting.set(job, id ?? '')
    else todo.push(job)
  }
  if (waiting.size > 0) context.log.info(`${waiting.size} jobs are with ${engine.name} already`)
  return { waiting, todo }
}

function isAlive(state: EngineState | undefined): boolean {
  return state === 'waiting' || state === 'running'
}

/** The ids of those that are of this sweep, by number. */
export async function ourJobs(
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
  const error = new JobLost(`Job #${job.number} (${id}) left no result: ${how}.${end}`, how)
  return { ...jobFacts(job, { workingDir: job.dir, taskName: jobName }), status: 'failed', error }
}
