import { join } from 'node:path'
import type { SweepJob } from '../launcher.js'

/** A file about a job in its directory: `job.out`, or `job.NUMBER.out` where other jobs have theirs there. */
export function jobFile({ dir, number, isShared }: SweepJob, name: string): string {
  return join(dir, isShared === true ? `job.${number}.${name}` : `job.${name}`)
}

/** The folder of its claims. What a job alone in its directory has there are numbers, so that neither is taken for the other. */
export function claimFolder({ dir, number, isShared }: SweepJob): string {
  const folder = join(dir, '.claim')
  return isShared === true ? join(folder, `job.${number}`) : folder
}
