import { compose, raise } from '@hydraconf/core'
import { appOf } from '../app.js'
import type { Flags } from '../flags/flags.js'
import type { Program, ProgramContext } from '../main/program-context.js'
import { type JobRecord, type JournalContent, readJournal } from './journal.js'
import { nothingToResume, privateOverridesLost } from './messages.js'
import { type PrivateOverrides, readPrivate } from './private-overrides.js'

/**
 * What the journal of a sweep says, with the overrides as they were given.
 *
 * @throws HydraException where there is none, or what it had of sensitive keys is gone
 */
export function earlierSweep(sweepDir: string, given: string): JournalContent {
  const journal = readJournal(sweepDir)
  if (journal === undefined) throw raise(nothingToResume({ dir: given }))
  if (journal.start.shown === undefined) return journal
  const kept = readPrivate(sweepDir)
  if (kept === undefined) throw raise(privateOverridesLost({ dir: given }))
  return asGiven(journal, kept)
}

/** The journal has no sensitive values: they are kept apart. */
function asGiven(journal: JournalContent, { start, jobs }: PrivateOverrides): JournalContent {
  const given = [...journal.jobs].map(([number, record]): [number, JobRecord] => {
    const { overrides: shown } = record
    return [number, { ...record, overrides: jobs.get(number) ?? shown, shown }]
  })
  return { ...journal, start: { ...journal.start, overrides: start }, jobs: new Map(given) }
}

/** The program and the config of a sweep as they were at its start; with another launcher where one is given. */
export function asStarted(
  { start }: JournalContent,
  flags: Flags,
  program: ProgramContext,
  launcher: readonly string[] = [],
) {
  const { host, options } = program
  if (host.cwd() !== start.cwd) host.chdir(start.cwd)
  const given = { configPath: start.configPath, configDirs: start.configDirs, configName: start.configName }
  const app = appOf(options, host, given, { now: new Date(start.now) })
  const overrides = withLauncher(start.overrides, launcher)
  const composed = compose({ configName: app.configName, overrides, mode: 'MULTIRUN' }, app.environment)
  const own = { earlier: undefined, allowCollisions: start.allowCollisions }
  const again: Program = { ...program, app, flags, own }
  return { program: again, composed }
}

/** Settings of a launcher mean nothing to another one. */
function withLauncher(overrides: readonly string[], given: readonly string[]): readonly string[] {
  const isOther = given.some((text) => /^hydra\/launcher=/.test(text))
  return [...(isOther ? overrides.filter((text) => !isOfLauncher(text)) : overrides), ...given]
}

/** Whether an override chooses a launcher, or sets it. */
export function isOfLauncher(text: string): boolean {
  return /^[+~]*hydra[./]launcher(?=[.=]|$)/.test(text)
}
