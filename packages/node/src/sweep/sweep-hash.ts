import { createHash } from 'node:crypto'
import type { JobOrder } from './launcher.js'

/** What tells a sweep from every other in hexadecimal digits, from another start in the same directory too. */
export function sweepHash({ sweepDir, start }: Pick<JobOrder, 'sweepDir' | 'start'>): string {
  return createHash('sha256').update(`${sweepDir}\n${start.now}\n${start.seed}`).digest('hex')
}
