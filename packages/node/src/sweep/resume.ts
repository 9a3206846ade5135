import { resolve } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { compose, raise } from '@hydraconf/core'
import { appOf } from '../app.js'
import type { Flags } from '../flags/flags.js'
import type { Host } from '../host.js'
import type { ProgramContext } from '../main/program-context.js'
import { nothingToResume, resumeTakesNoOverrides, sweepIsRunning } from '../messages.js'
import { type JournalContent, readJournal } from './journal.js'
import { sweepWith } from './multirun.js'
import { isRunning, ownProcess, pidOf } from './process-id.js'

/**
 * Goes on with a sweep that was interrupted, killed or had failures: the jobs that completed are not run again. Configs,
 * overrides, `${now:…}` and the order of shuffles are those of the start.
 *
 * @throws HydraException when there is no sweep, it still runs, or its jobs are others by now
 */
export async function resumeSweep(dir: string, flags: Flags, program: ProgramContext): Promise<void> {
  const { host, options } = program
  if (flags.overrides.length > 0) throw raise(resumeTakesNoOverrides())
  const sweepDir = resolve(host.cwd(), dir)
  const earlier = await whenQuiet(sweepDir, dir, host)
  const { start } = earlier
  if (host.cwd() !== start.cwd) host.chdir(start.cwd)
  const given = { configPath: start.configPath, configDirs: start.configDirs, configName: start.configName }
  const app = appOf(options, host, given, { now: new Date(start.now) })
  const { overrides } = start
  const composed = compose({ configName: app.configName, overrides, mode: 'MULTIRUN' }, app.environment)
  const own = { resume: dir, allowCollisions: start.allowCollisions }
  await sweepWith({ ...program, app, flags, own }, composed, { start, earlier })
}

/** The journal, once no process works on the sweep any more: jobs may live on for a moment when their sweep was killed. */
async function whenQuiet(sweepDir: string, given: string, host: Host): Promise<JournalContent> {
  for (let isTold = false; ; isTold = true) {
    const journal = readJournal(sweepDir)
    if (journal === undefined) throw raise(nothingToResume({ dir: given }))
    const driver = journal.drivers.find((name) => name !== ownProcess() && isRunning(name))
    if (driver !== undefined) throw raise(sweepIsRunning({ dir: given, pid: pidOf(driver) }))
    const begun = [...journal.jobs].filter(([, job]) => job.status === 'begun' && job.processes.some(isRunning))
    if (begun.length === 0) return journal
    if (!isTold) host.err(`Waiting for ${begun.length} jobs of the earlier run to end.\n`)
    await wait(100)
  }
}
