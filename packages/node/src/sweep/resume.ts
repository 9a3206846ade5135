import { resolve } from 'node:path'
import { compose, raise } from '@hydraconf/core'
import { appOf } from '../app.js'
import type { Flags } from '../flags/flags.js'
import type { ProgramContext } from '../main/program-context.js'
import { type JobRecord, type JournalContent, readJournal } from './journal.js'
import { nothingToResume, privateOverridesLost, resumeTakesNoOverrides } from './messages.js'
import { sweepWith } from './multirun.js'
import { type PrivateOverrides, readPrivate } from './private-overrides.js'
import { takeLock, whenQuiet } from './sweep-lock.js'

/**
 * Goes on with a sweep that was interrupted, killed or had failures: the jobs that completed are not run again. Configs,
 * overrides, `${now:…}` and the order of shuffles are those of the start.
 *
 * @throws HydraException when there is no sweep, it still runs, or its jobs are others by now
 */
export async function resumeSweep(dir: string, flags: Flags, program: ProgramContext): Promise<void> {
  if (flags.overrides.length > 0) throw raise(resumeTakesNoOverrides())
  const sweepDir = resolve(program.host.cwd(), dir)
  const { start } = journalIn(sweepDir, dir)
  const lock = takeLock(sweepDir, dir, start.allowCollisions)
  try {
    await whenQuiet(sweepDir, program.host, { isResumed: true })
    await goOn(journalIn(sweepDir, dir), dir, flags, program)
  } finally {
    lock?.release()
  }
}

/** Under the lock: what the journal says now is all that was ever done. */
async function goOn(earlier: JournalContent, dir: string, flags: Flags, program: ProgramContext): Promise<void> {
  const { host, options } = program
  const { start } = earlier
  if (host.cwd() !== start.cwd) host.chdir(start.cwd)
  const given = { configPath: start.configPath, configDirs: start.configDirs, configName: start.configName }
  const app = appOf(options, host, given, { now: new Date(start.now) })
  const { overrides } = start
  const composed = compose({ configName: app.configName, overrides, mode: 'MULTIRUN' }, app.environment)
  const own = { resume: dir, allowCollisions: start.allowCollisions }
  await sweepWith({ ...program, app, flags, own }, composed, { start, earlier })
}

/** The journal has no sensitive values: they are kept apart. */
function asGiven(journal: JournalContent, { start, jobs }: PrivateOverrides): JournalContent {
  const given = [...journal.jobs].map(([number, record]): [number, JobRecord] => {
    const { overrides: shown } = record
    return [number, { ...record, overrides: jobs.get(number) ?? shown, shown }]
  })
  return { ...journal, start: { ...journal.start, overrides: start }, jobs: new Map(given) }
}

function journalIn(sweepDir: string, given: string): JournalContent {
  const journal = readJournal(sweepDir)
  if (journal === undefined) throw raise(nothingToResume({ dir: given }))
  if (journal.start.shown === undefined) return journal
  const kept = readPrivate(sweepDir)
  if (kept === undefined) throw raise(privateOverridesLost({ dir: given }))
  return asGiven(journal, kept)
}
