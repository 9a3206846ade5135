import { existsSync, rmSync } from 'node:fs'
import type { HandedJob, SweepJob } from '../launcher.js'
import { attemptsOf } from './claim.js'
import { claimFolder } from './job-file.js'
import { type CommonOrder, pointerText, writeOrders } from './orders.js'
import { resultPath } from './result-file.js'

/**
 * Writes the orders of a batch, and points to each. An attempt that an engine repeats by itself counts between two of these.
 * Claims and results that another sweep left in the directory of a job that this one has not begun are taken away.
 */
export function handOver(
  jobs: readonly SweepJob[],
  common: CommonOrder,
  isBegun: (job: SweepJob) => boolean,
): readonly HandedJob[] {
  // Most jobs of a new sweep have no directory yet: nothing to look for, in any of many.
  const old = new Set(jobs.filter(({ dir }) => existsSync(dir)))
  for (const job of old) {
    rmSync(resultPath(job), { force: true })
    if (!isBegun(job)) rmSync(claimFolder(job), { recursive: true, force: true })
  }
  const batch = writeOrders(common.sweepDir, common, jobs)
  return jobs.map((job, index) => {
    const attempt = old.has(job) ? nextAttempt(job) : 0
    return {
      job,
      batch,
      index,
      attempt,
      isAgain: isBegun(job),
      pointer: pointerText({ batch, index, attempt: attempt * REPEATS }),
    }
  })
}

function nextAttempt(job: SweepJob): number {
  const last = attemptsOf(job).reduce((highest, attempt) => Math.max(highest, attempt), -1)
  return Math.floor(last / REPEATS) + 1
}

/** How often an engine may repeat one attempt before its numbers meet those of the next. */
export const REPEATS = 100
