import { raise } from '@hydraconf/core'
import { shownOverrides } from './job-text.js'
import type { SweepJob } from './launcher.js'
import { jobsCollide } from './messages.js'
import type { PlannedJobs } from './planned-jobs.js'

/** Who writes where, of all jobs of a sweep. Those that write by their number meet nobody but jobs that do not. */
export class DirectoryClaims {
  /** Directories that more than one job has. */
  readonly shared = new Set<string>()
  private readonly claimed = new Map<string, SweepJob>()
  private readonly batches: PlannedJobs[] = []
  private first: { readonly of: SweepJob; readonly again: SweepJob } | undefined
  private clashes = 0

  /** The jobs of a batch, which write by their number unless they are claimed one by one. */
  add(batch: PlannedJobs): void {
    this.batches.push(batch)
  }

  claim(job: SweepJob): void {
    const before = this.claimed.get(job.dir) ?? this.numberedIn(job.dir)
    if (before === undefined) this.claimed.set(job.dir, job)
    else this.clash(before, job)
  }

  /** Of a job that writes by its number. */
  claimNumbered(dir: () => string, job: () => SweepJob): void {
    const before = this.claimed.size === 0 ? undefined : this.claimed.get(dir())
    if (before !== undefined) this.clash(before, job())
  }

  /** @throws HydraException where two jobs would write into one directory */
  refuseClashes(): void {
    if (this.first === undefined) return
    const { of, again } = this.first
    const [first, second] = [describeJob(of), describeJob(again)]
    throw raise(jobsCollide({ dir: again.dir, first, second, more: this.clashes - 1 }))
  }

  private clash(of: SweepJob, again: SweepJob): void {
    this.first ??= { of, again }
    this.clashes++
    this.shared.add(again.dir)
  }

  private numberedIn(dir: string): SweepJob | undefined {
    for (const batch of this.batches) {
      const job = batch.jobIn(dir)
      if (job !== undefined) return job
    }
    return undefined
  }
}

function describeJob(job: SweepJob): string {
  return `#${job.number} : ${shownOverrides(job).join(' ')}`
}
