import { raise } from '@hydraconf/core'
import type { Host } from '../host.js'
import { hostOf, isRunning, pidOf, stateOf } from '../process-id.js'
import { wait } from '../wait.js'
import { DirectoryLock } from './directory-lock.js'
import { type JobRecord, readJournal } from './journal.js'
import { sweepIsElsewhere, sweepIsRunning } from './messages.js'

/**
 * The sole right to run a sweep in a directory, whatever the launcher. Undefined where another has it and collisions are
 * allowed.
 *
 * @throws HydraException where another process has it
 */
export function takeLock(dir: string, shown: string, allowCollisions: boolean): DirectoryLock | undefined {
  const taken = DirectoryLock.take(dir)
  if (taken instanceof DirectoryLock) return taken
  if (allowCollisions) return undefined
  throw stateOf(taken) === 'elsewhere'
    ? raise(sweepIsElsewhere({ dir: shown, host: hostOf(taken), pid: pidOf(taken), lock: DirectoryLock.claimsOf(dir) }))
    : raise(sweepIsRunning({ dir: shown, pid: pidOf(taken) }))
}

/**
 * Waits for jobs of an earlier sweep in the directory: they may live on for a moment when the sweep was killed. Those that an
 * engine was given go on by themselves; whoever takes the sweep up again has its launcher wait for them.
 */
export async function whenQuiet(dir: string, host: Host, { isResumed = false } = {}): Promise<void> {
  for (let isTold = false; ; isTold = true) {
    const jobs: ReadonlyMap<number, JobRecord> = readJournal(dir)?.jobs ?? new Map()
    const begun = [...jobs.values()].filter(
      ({ status, processes, submission }) =>
        status === 'begun' && !(isResumed && submission !== undefined) && processes.some(isRunning),
    )
    if (begun.length === 0) return
    if (!isTold) host.err(`Waiting for ${begun.length} jobs of the earlier run to end.\n`)
    await wait(100)
  }
}
