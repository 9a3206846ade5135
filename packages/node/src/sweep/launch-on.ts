import { existsSync } from 'node:fs'
import type { JobReturn } from '../run/job-return.js'
import { wait } from '../wait.js'
import { EndedJobs } from './ended-jobs.js'
import type { Ending, Engine, EngineState } from './engine.js'
import { jobFacts } from './job-facts.js'
import { isAtWork } from './job-files/claim.js'
import { resultPath } from './job-files/result-file.js'
import { JobLost } from './job-lost.js'
import { endOf, jobText } from './job-text.js'
import type { JobList, JobOrder, LaunchContext, SweepJob } from './launcher.js'
import { portionsOf } from './portions.js'
import { progressOf } from './progress.js'
import { Submission } from './submission.js'
import { WaitingJobs } from './waiting-jobs.js'

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
  jobs: JobList,
  context: LaunchContext,
  options: LaunchOptions = PATIENCE,
): Promise<readonly JobReturn[]> {
  const { look, ask, grace, attempts = 1, isDetached = false } = options
  // From before anything is looked at.
  const ended = new EndedJobs(context.sweepDir)
  const { waiting, todo } = await takenUp(engine, jobs, context)
  const submission = new Submission(engine, context, waiting)
  await submission.begin(todo)
  if (isDetached && !context.signal.aborted) context.detach()
  const progress = progressOf(jobs.length, process.stderr, (line) => context.log.info(line))
  /** By place in the batch. */
  const results: JobReturn[] = []
  let left = jobs.length
  const settle = (place: number, job: SweepJob, result: JobReturn): void => {
    results[place] = result
    left--
    waiting.delete(place)
    const how = result.status === 'completed' ? 'done' : 'FAILED'
    progress.done(`\t#${job.number} : ${jobText(job)} ${how}`, how !== 'done')
  }
  const lost = new Map<number, number>()
  const tried = new Map<number, number>()
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
  const decide = async (place: number): Promise<void> => {
    const job = jobs.at(place)!
    const id = waiting.idOf(place)
    const result = context.result(job)
    if (result !== undefined) return settle(place, job, result)
    // Its message or its worker is gone, and the job goes on.
    if (isAtWork(job)) return
    const count = (tried.get(place) ?? 0) + 1
    if (count >= attempts) {
      const ending = await engine.explain(id, job)
      if (ending === undefined) return
      const result = failed(job, id, ending, context)
      context.done(job, result)
      return settle(place, job, result)
    }
    context.log.warning(`\t#${job.number} : ${jobText(job)} is lost, and submitted again`)
    tried.set(place, count)
    await submission.again([place])
  }
  const toSee = waiting.inTurn(SEEN_AT_ONCE)
  const toAsk = waiting.inTurn(engine.portion)
  while (left > 0) {
    const said = ended.sinceLast().map((number) => waiting.placeOf(number))
    for (const place of [...said, ...toSee()]) {
      if (place === undefined || !waiting.has(place)) continue
      const job = jobs.at(place)!
      const result = existsSync(resultPath(job)) ? context.result(job) : undefined
      if (result !== undefined) settle(place, job, result)
    }
    if (left === 0) break
    if (context.signal.aborted) {
      await cancelled(engine, waiting, context)
      break
    }
    if (Date.now() - asked >= ask * 1000) {
      asked = Date.now()
      await answered(async () => {
        const some = toAsk()
        const known = await engine.ask(some.map((place) => waiting.idOf(place)))
        progress.running([...known.values()].filter((state) => state === 'running').length)
        const dropped: number[] = []
        for (const place of some) {
          const state = known.get(waiting.idOf(place))
          if (state === 'dropped') dropped.push(place)
          else if (state === 'ended') lost.set(place, 0)
          else if (state !== undefined) lost.delete(place)
          else if (!lost.has(place)) lost.set(place, Date.now())
        }
        if (dropped.length > 0) await submission.again(dropped)
      })
    }
    for (const [place, since] of lost) {
      if (Date.now() - since < grace * 1000) continue
      lost.delete(place)
      if (waiting.has(place)) await answered(() => decide(place))
    }
    if (submission.hasRoom) await answered(() => submission.goOn())
    if (left > 0) await wait(look * 1000)
  }
  progress.end()
  return results
}

/** Jobs whose directories are looked at in turn, beside those that the journal says are done. */
const SEEN_AT_ONCE = 100

/** What the engine has already, with its ids, and the places of those that it is to be given; undefined: all are. */
async function takenUp(
  engine: Engine,
  jobs: JobList,
  context: LaunchContext,
): Promise<{ readonly waiting: WaitingJobs; readonly todo: readonly number[] | undefined }> {
  const found = await ourJobs(engine, jobs, context)
  const waiting = new WaitingJobs(jobs)
  const isNew = (job: SweepJob): boolean => !found.has(job.number) && context.earlier(job) === undefined
  let hasSome = false
  for (const job of jobs) {
    hasSome = !isNew(job) || existsSync(resultPath(job))
    if (hasSome) break
  }
  if (!hasSome) return { waiting, todo: undefined }
  const earlier = new Map<number, string>()
  for (let place = 0; place < jobs.length; place++) {
    const job = jobs.at(place)!
    const noted = context.earlier(job)
    const id = found.get(job.number) ?? (noted?.engine === engine.name ? noted.id : undefined)
    if (id !== undefined) earlier.set(place, id)
  }
  const known = new Map<string, EngineState>()
  if (earlier.size > 0)
    for (const ids of portionsOf([...earlier.values()], engine.portion))
      for (const [id, state] of await engine.ask(ids)) known.set(id, state)
  const todo: number[] = []
  for (let place = 0; place < jobs.length; place++) {
    const job = jobs.at(place)!
    const id = earlier.get(place)
    const isThere = id !== undefined && (isAlive(known.get(id)) || isAtWork(job))
    // One that nobody noted may have ended since the journal was read.
    if (isThere || context.result(job)?.status === 'completed') waiting.set(place, id ?? '')
    else todo.push(place)
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
  jobs: JobList,
  context: LaunchContext,
): Promise<ReadonlyMap<number, string>> {
  const there = await engine.found()
  const found = new Map<number, string>()
  if (there.length === 0) return found
  const wanted = new Set(there.map(({ order }) => order.job.number))
  const ours = new Map<number, JobOrder>()
  for (const job of jobs) if (wanted.has(job.number)) ours.set(job.number, context.order(job))
  for (const { id, order } of there) {
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
async function cancelled(engine: Engine, waiting: WaitingJobs, { log }: LaunchContext): Promise<void> {
  log.info(`Ending ${waiting.size} jobs on ${engine.name}`)
  const ids = waiting.ids()
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
