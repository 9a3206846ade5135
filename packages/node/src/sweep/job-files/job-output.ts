import { openSync, writeSync } from 'node:fs'
import { makeDirectory } from '../../write-file.js'
import type { SweepJob } from '../launcher.js'
import { jobFile } from './job-file.js'

/** Where a job in a process of its own prints to: `job.out` in its directory. */
export function outputPath(job: SweepJob): string {
  return jobFile(job, 'out')
}

/** That file, open to be written; a further attempt adds to it. */
export function openOutput(job: SweepJob, attempt: number): number {
  makeDirectory(job.dir)
  const out = openSync(outputPath(job), attempt === 0 ? 'w' : 'a')
  if (attempt > 0) writeSync(out, `\n[attempt ${attempt + 1}]\n`)
  return out
}
