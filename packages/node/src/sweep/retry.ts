import { raise } from '@hydraconf/core'
import type { Flags } from '../flags/flags.js'
import type { EarlierSweepFlags } from '../flags/hydraconf-flags.js'
import type { ProgramContext } from '../main/program-context.js'
import { asStarted, isOfLauncher } from './earlier-sweep.js'
import type { JobRecord, JournalContent } from './journal.js'
import { mayBeElsewhere, noSuchJobs, retryTakesLaunchers, wrongJobs } from './messages.js'
import { sweepWith } from './multirun.js'
import { underItsLock } from './resume.js'

/**
 * Runs jobs of a sweep again that failed or were lost, with the overrides that they had: by the launcher of the start, or by the one
 * that is given. Jobs that were never begun are left to `--resume`.
 *
 * @throws HydraException where that is none of the sweep's jobs, or one that completed; JobFailed for the first that fails again
 */
export async function retrySweep(asked: EarlierSweepFlags, flags: Flags, program: ProgramContext): Promise<void> {
  const { dir } = asked
  const launcher = flags.overrides
  const other = launcher.find((text) => !isOfLauncher(text))
  if (other !== undefined) throw raise(retryTakesLaunchers({ given: other }))
  await underItsLock(dir, program, async (earlier) => {
    const again = chosenJobs(earlier, asked)
    if (again.length === 0) return program.host.out(`No job of ${dir} failed or was lost${whereAsked(asked)}.\n`)
    if (launcher.some((text) => text.startsWith('hydra/launcher='))) refuseGivenAway(again, earlier, dir)
    const { program: started, composed } = asStarted(earlier, flags, program, launcher)
    await sweepWith(started, composed, {
      start: earlier.start,
      earlier,
      again,
      launcher: launcher.length === 0 ? undefined : launcher,
    })
  })
}

function whereAsked({ jobs, cause }: EarlierSweepFlags): string {
  const parts = [jobs === undefined ? [] : [`of ${jobs}`], cause === undefined ? [] : [`with '${cause}'`]].flat()
  return parts.length === 0 ? '' : ` (${parts.join(', ')})`
}

/** By number, in order. */
function chosenJobs({ jobs }: JournalContent, { jobs: asked, cause, dir }: EarlierSweepFlags): readonly number[] {
  const isWanted = asked === undefined ? () => true : oneOf(asked, jobs, dir)
  return Array.from(jobs)
    .filter(([number, record]) => record.status !== 'completed' && isWanted(number) && hasCause(record, cause))
    .map(([number]) => number)
    .sort((a, b) => a - b)
}

/** A job without an error was lost, or taken back. */
function hasCause({ status, error }: JobRecord, cause: string | undefined): boolean {
  if (cause === undefined) return true
  return (error ?? (status === 'cancelled' ? status : 'lost')).includes(cause)
}

/** `3,7-9`. @throws HydraException where that is no such text, or a number has no job that could be tried again */
function oneOf(text: string, jobs: JournalContent['jobs'], dir: string): (number: number) => boolean {
  const stretches = text.split(',').map((part) => {
    const [, from, to = from] = /^\s*(\d+)(?:\s*-\s*(\d+))?\s*$/.exec(part) ?? []
    if (from === undefined) throw raise(wrongJobs({ given: text }))
    return [Number(from), Number(to)] as const
  })
  for (const [from, to] of stretches) {
    if (from !== to) continue
    const status = jobs.get(from)?.status
    if (status === undefined || status === 'completed') throw raise(noSuchJobs({ number: from, status, dir }))
  }
  return (number) => stretches.some(([from, to]) => from <= number && number <= to)
}

/** What one engine may still have is not given to another. */
function refuseGivenAway(again: readonly number[], { jobs }: JournalContent, dir: string): void {
  const away = again.filter((number) => {
    const { status, submission } = jobs.get(number)!
    return submission !== undefined && status !== 'failed'
  })
  const [first] = away
  if (first === undefined) return
  const { engine } = jobs.get(first)!.submission!
  throw raise(mayBeElsewhere({ first, count: away.length, engine, dir }))
}
