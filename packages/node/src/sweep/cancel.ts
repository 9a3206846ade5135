import { resolve } from 'node:path'
import { raise } from '@hydraconf/core'
import type { Flags } from '../flags/flags.js'
import type { Program, ProgramContext } from '../main/program-context.js'
import { isRunning, ownProcess, pidOf } from '../process-id.js'
import { wait } from '../wait.js'
import { chosenLauncher } from './choose-plugin.js'
import { asStarted, earlierSweep } from './earlier-sweep.js'
import { endProcesses } from './end-processes.js'
import { cancelBatches } from './job-files/cancelled.js'
import { isAtWork, processesAt } from './job-files/claim.js'
import { readResult } from './job-files/result-file.js'
import { Journal, type JournalContent } from './journal.js'
import { launchContext } from './launch-context.js'
import type { SweepJob } from './launcher.js'
import { cancelTakesNoOverrides, sweepDoesNotEnd } from './messages.js'
import type { Sweep } from './sweep.js'
import { takeLock } from './sweep-lock.js'

/**
 * Ends a sweep and all of its jobs, whoever has them, and looks whether they ended: by the word of the engine, and by what the jobs say
 * in their directories. Gives the exit code: 1 where something may run still, which is named.
 *
 * @throws HydraException where there is no sweep, or its program does not end
 */
export async function cancelSweep(dir: string, flags: Flags, program: ProgramContext): Promise<number> {
  if (flags.overrides.length > 0) throw raise(cancelTakesNoOverrides())
  const { host } = program
  const sweepDir = resolve(host.cwd(), dir)
  await endDrivers(earlierSweep(sweepDir, dir), dir)
  const lock = takeLock(sweepDir, dir, false)
  try {
    // No job begins from here on, whoever delivers it.
    cancelBatches(sweepDir)
    const earlier = earlierSweep(sweepDir, dir)
    const jobs = unfinished(earlier)
    const refusals = jobs.length === 0 ? [] : await cancelOnEngines({ earlier, jobs, sweepDir, flags }, program)
    await endHere(jobs, earlier)
    const left = await stillAtWork(jobs)
    const journal = new Journal(sweepDir, earlier.start)
    const kept = new Set([...left, ...refusals.flatMap((refusal) => refusal.jobs)].map(({ number }) => number))
    // Some ended by themselves meanwhile.
    const taken = unfinished(earlierSweep(sweepDir, dir)).filter(({ number }) => !kept.has(number))
    for (const job of taken) journal.cancelled(job)
    journal.close()
    host.out(told(taken.length, earlierSweep(sweepDir, dir), dir))
    for (const job of left) host.err(`#${job.number} is at work still, says ${job.dir}/.claim\n`)
    for (const { why, jobs } of refusals) host.err(`${why}: ${jobs.map(({ number }) => `#${number}`).join(', ')}\n`)
    return left.length + refusals.length > 0 ? 1 : 0
  } finally {
    lock?.release()
  }
}

function told(count: number, { jobs }: JournalContent, dir: string): string {
  const of = (wanted: string) => [...jobs.values()].filter(({ status }) => status === wanted).length
  return `Cancelled ${count} jobs of ${dir}: ${of('completed')} have completed, ${of('failed')} failed\n`
}

/** Seconds that a program has to end its jobs, and a job to end by itself. */
const TO_STOP = 120
const TO_END = 5
/** Seconds until a process on another machine that gives no sign of life counts as gone. */
const SILENCE = 35

/** Those who run the sweep on this machine end it themselves, in order. One on another machine has the lock. */
async function endDrivers({ drivers }: JournalContent, dir: string): Promise<void> {
  const running = drivers.map(({ process: name }) => name).filter((name) => isRunning(name) && name !== ownProcess())
  const [left] = await endProcesses(running, { patience: TO_STOP, kills: false })
  if (left !== undefined) throw raise(sweepDoesNotEnd({ dir, pid: pidOf(left), seconds: TO_STOP }))
}

/** Every job that was given to somebody, and is not known to be done. */
function unfinished({ jobs, start }: JournalContent): readonly SweepJob[] {
  const directories = new Map<string, number>()
  for (const { dir } of jobs.values()) if (dir !== undefined) directories.set(dir, (directories.get(dir) ?? 0) + 1)
  return Array.from(jobs)
    .filter(([, { status }]) => status === 'begun' || status === 'submitted')
    .map(([number, { overrides, shown, dir = '' }]): SweepJob => {
      const isShared = (directories.get(dir) ?? 0) > 1
      return { number, overrides, ...(shown && { shown }), dir, ...(isShared && { isShared }) }
    })
    .filter((job) => job.dir === '' || readResult(job, start) === undefined)
}

interface Refusal {
  readonly why: string
  readonly jobs: readonly SweepJob[]
}

interface Asked {
  readonly earlier: JournalContent
  readonly jobs: readonly SweepJob[]
  readonly sweepDir: string
  readonly flags: Flags
}

/** Asks every launcher that the sweep had. */
async function cancelOnEngines(asked: Asked, program: ProgramContext): Promise<readonly Refusal[]> {
  const given = asked.earlier.drivers.map(({ launcher = [] }) => launcher)
  const launchers = new Map([[], ...given].map((launcher) => [launcher.join('\n'), launcher]))
  const refusals: Refusal[] = []
  for (const launcher of launchers.values()) {
    const { program: started, composed } = asStarted(asked.earlier, asked.flags, program, launcher)
    const refusal = await cancelOnEngine(asked, sweepOf(started, { composed, ...asked }))
    if (refusal !== undefined) refusals.push(refusal)
  }
  return refusals
}

async function cancelOnEngine({ jobs, earlier, sweepDir }: Asked, sweep: Sweep): Promise<Refusal | undefined> {
  const chosen = await chosenLauncher(sweep.composed, sweep.plugins)
  if (chosen.cancel === undefined) return undefined
  const journal = new Journal(sweepDir, earlier.start)
  const context = launchContext(sweep, { sweepDir, journal, signal: new AbortController().signal }, () =>
    Promise.reject(new Error('What is cancelled is not run.')),
  )
  try {
    const left = await chosen.cancel(jobs, context)
    const [first] = left
    if (first === undefined) return undefined
    return { why: `${earlier.jobs.get(first.number)?.submission?.engine ?? 'The engine'} runs them still`, jobs: left }
  } catch (error) {
    return { why: `Whether they ended could not be asked (${(error as Error).message})`, jobs }
  } finally {
    journal.close()
  }
}

function sweepOf({ app, ...around }: Program, { composed, earlier }: Pick<Sweep, 'composed'> & Asked): Sweep {
  const { environment, configName } = app
  return { ...around, environment, configName, composed, callbacks: [], start: earlier.start, earlier }
}

/** Of a worker that is gone the jobs go on. */
async function endHere(jobs: readonly SweepJob[], earlier: JournalContent): Promise<void> {
  const begun = jobs.flatMap(({ number }) => earlier.jobs.get(number)!.processes)
  await endProcesses([...new Set([...begun, ...jobs.flatMap(processesAt)])], { patience: TO_END, kills: true })
}

async function stillAtWork(jobs: readonly SweepJob[]): Promise<readonly SweepJob[]> {
  const begun = Date.now()
  for (;;) {
    const left = jobs.filter((job) => job.dir !== '' && isAtWork(job))
    if (left.length === 0 || Date.now() - begun > SILENCE * 1000) return left
    await wait(200)
  }
}
