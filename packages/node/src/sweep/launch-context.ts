import { jobOverridesOf, setting } from '@hydraconf/core'
import { settingsOf } from './choose-plugin.js'
import { SweepDetached } from './interruption.js'
import { handOver } from './job-files/hand-over.js'
import { readResult } from './job-files/result-file.js'
import type { Journal } from './journal.js'
import type { JobOrder, LaunchContext } from './launcher.js'
import { ownProgram } from './own-program.js'
import { type Sweep, shownDir } from './sweep.js'

export interface LaunchPlace {
  readonly sweepDir: string
  readonly journal: Journal
  readonly signal: AbortSignal
}

/** What a launcher has to work with, in a sweep. */
export function launchContext(
  sweep: Sweep,
  { sweepDir, journal, signal }: LaunchPlace,
  run: LaunchContext['run'],
): LaunchContext {
  const { composed, logging, start, earlier, host } = sweep
  // Jobs ask for no overrides but their own.
  const told = start.shown === undefined ? start : { ...start, overrides: start.shown }
  const { hydra: hydraOverrides } = jobOverridesOf(composed)
  const common = { hydraOverrides, start: told, sweepDir, program: ownProgram() }
  return {
    settings: settingsOf(composed, 'hydra.launcher'),
    sweepDir,
    jobName: String(setting(composed, 'hydra.job.name')),
    log: logging.logger('hydraconf.launcher'),
    signal,
    run,
    order: (job): JobOrder => ({ job, ...common }),
    handOver: (jobs, { driver, isAgain } = {}) =>
      handOver(jobs, { ...common, driver }, ({ number }) => isAgain === true || earlier?.jobs.has(number) === true),
    result: (job) => readResult(job, start),
    submitted: (job, to) => journal.submitted(job, to),
    earlier: (job) => earlier?.jobs.get(job.number)?.submission,
    detach: () => {
      if (earlier === undefined) throw new SweepDetached(shownDir(sweepDir, host))
    },
    begun: (job) => journal.begun(job),
    done: (job, how) => journal.done(job, how),
  }
}
