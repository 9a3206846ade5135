import { resolve } from 'node:path'
import { raise } from '@hydraconf/core'
import type { Flags } from '../flags/flags.js'
import type { ProgramContext } from '../main/program-context.js'
import { asStarted, earlierSweep } from './earlier-sweep.js'
import type { JournalContent } from './journal.js'
import { resumeTakesNoOverrides } from './messages.js'
import { sweepWith } from './multirun.js'
import { takeLock, whenQuiet } from './sweep-lock.js'

/**
 * Goes on with a sweep that was interrupted, killed or had failures: the jobs that completed are not run again. Configs,
 * overrides, `${now:…}` and the order of shuffles are those of the start.
 *
 * @throws HydraException when there is no sweep, it still runs, or its jobs are others by now
 */
export async function resumeSweep(dir: string, flags: Flags, program: ProgramContext): Promise<void> {
  if (flags.overrides.length > 0) throw raise(resumeTakesNoOverrides())
  await underItsLock(dir, program, async (earlier) => {
    const { program: again, composed } = asStarted(earlier, flags, program)
    await sweepWith(again, composed, { start: earlier.start, earlier })
  })
}

/**
 * Has the sole right to run a sweep that was begun earlier, once its jobs on this machine have ended: what the journal says then
 * is all that was ever done.
 */
export async function underItsLock(
  dir: string,
  { host }: ProgramContext,
  action: (earlier: JournalContent, sweepDir: string) => Promise<void>,
): Promise<void> {
  const sweepDir = resolve(host.cwd(), dir)
  const { start } = earlierSweep(sweepDir, dir)
  const lock = takeLock(sweepDir, dir, start.allowCollisions)
  try {
    await whenQuiet(sweepDir, host, { isResumed: true })
    await action(earlierSweep(sweepDir, dir), sweepDir)
  } finally {
    lock?.release()
  }
}
