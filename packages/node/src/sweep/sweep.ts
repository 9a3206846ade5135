import { relative, resolve } from 'node:path'
import { type Composed, settingText } from '@hydraconf/core'
import type { NodePlugin } from '../plugin.js'
import type { Task } from '../run/run.js'
import type { JobContext } from '../run/run-job.js'
import type { JournalContent } from './journal.js'
import type { SweepStart } from './sweep-start.js'

/** A sweep to run. */
export interface Sweep extends JobContext {
  /** The config that the sweep is planned by, composed for MULTIRUN. */
  readonly composed: Composed
  readonly task: Task
  readonly plugins: readonly NodePlugin[]
  readonly start: SweepStart
  /** What an earlier run of the same sweep left. */
  readonly earlier: JournalContent | undefined
  /** The numbers of those jobs that are run again, and nothing else; undefined: the sweep goes on. */
  readonly again?: readonly number[] | undefined
  /** The overrides that chose another launcher than that of the start. */
  readonly launcher?: readonly string[] | undefined
}

/** Where a sweep writes, absolute. */
export function sweepDirOf({ composed, environment }: Pick<Sweep, 'composed' | 'environment'>): string {
  return resolve(environment.facts.cwd, settingText(composed, 'hydra.sweep.dir'))
}

/** A sweep directory as `--resume` takes it. */
export function shownDir(sweepDir: string, { cwd }: Pick<Sweep['host'], 'cwd'>): string {
  return relative(cwd(), sweepDir) || '.'
}
