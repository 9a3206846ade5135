import type { JobList, SweepJob } from './launcher.js'

/** The jobs of a batch, each changed when it is asked for: there may be very many. */
export function changedJobs(jobs: JobList, change: (job: SweepJob) => SweepJob): JobList {
  return {
    length: jobs.length,
    at(index) {
      const job = jobs.at(index)
      return job === undefined ? undefined : change(job)
    },
    slice: (from, to) => changedJobs(jobs.slice(from, to), change),
    map: (made) => jobs.map((job, index) => made(change(job), index)),
    *[Symbol.iterator]() {
      for (const job of jobs) yield change(job)
    },
  }
}
