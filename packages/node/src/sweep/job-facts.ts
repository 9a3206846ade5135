import type { JobFacts } from '../run/job-return.js'
import { shownOverrides } from './job-text.js'
import type { SweepJob } from './launcher.js'

/** What is known of a job that did not run in this process, beside what it came to: its config stayed there. */
export function jobFacts(job: SweepJob, { workingDir, taskName }: Pick<JobFacts, 'workingDir' | 'taskName'>): JobFacts {
  return {
    overrides: shownOverrides(job),
    config: undefined,
    hydraConfig: undefined,
    workingDir,
    outputDir: job.dir,
    taskName,
  }
}
