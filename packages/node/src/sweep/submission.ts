import type { Engine } from './engine.js'
import type { HandedJob, LaunchContext, SweepJob } from './launcher.js'

/** Gives the jobs of a batch to an engine, no more at a time than it shall have. */
export class Submission {
  /** Handed over, and not given yet. */
  private behind: HandedJob[] = []

  constructor(
    private readonly engine: Engine,
    private readonly context: LaunchContext,
    /** What the engine has. */
    private readonly waiting: Map<SweepJob, string>,
  ) {}

  async begin(jobs: readonly SweepJob[]): Promise<void> {
    if (jobs.length === 0) return
    const { engine, context } = this
    const limit = this.room < jobs.length ? `, ${engine.atOnce} at a time` : ''
    context.log.info(`Submitting ${jobs.length} jobs to ${engine.name}${limit}`)
    if (engine.atOnce !== undefined) {
      this.behind = [...context.handOver(jobs)]
      return this.goOn()
    }
    for (const some of portionsOf(jobs, engine.portion)) {
      await this.give(context.handOver(some))
      if (context.signal.aborted) break
    }
  }

  /** Jobs that the engine has no more. */
  again(jobs: readonly SweepJob[]): Promise<void> {
    return this.give(this.context.handOver(jobs, { isAgain: true }))
  }

  /** Whether the engine could have more of the jobs. */
  get hasRoom(): boolean {
    return this.behind.length > 0 && this.room > 0
  }

  async goOn(): Promise<void> {
    const some = this.behind.splice(0, this.room)
    try {
      await this.give(some)
    } finally {
      const left = some.filter(({ job }) => !this.waiting.has(job))
      if (left.length > 0) this.behind = [...left, ...this.behind]
    }
  }

  private get room(): number {
    return Math.max(0, (this.engine.atOnce ?? Infinity) - this.waiting.size)
  }

  private async give(handed: readonly HandedJob[]): Promise<void> {
    const { engine, context, waiting } = this
    const own = new Map(handed.map(({ job }) => [job.number, job]))
    await engine.submit(handed, ({ job }, id) => {
      context.submitted(job, { engine: engine.name, id })
      waiting.set(own.get(job.number)!, id)
    })
  }
}

export function* portionsOf<T>(all: readonly T[], size = all.length): Generator<readonly T[]> {
  for (let at = 0; at < all.length; at += size) yield all.slice(at, at + size)
}
