import type { JobOrder } from './launcher.js'

/** What tells a sweep from every other in hexadecimal digits, from another start in the same directory too. */
export function sweepHash({ sweepDir, start }: Pick<JobOrder, 'sweepDir' | 'start'>): string {
  // Loading it takes a while, and few processes hash anything.
  const { createHash } = process.getBuiltinModule('node:crypto')
  return createHash('sha256').update(`${sweepDir}\n${start.now}\n${start.seed}`).digest('hex')
}
