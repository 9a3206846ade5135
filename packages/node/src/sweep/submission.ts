import type { Engine } from './engine.js'
import type { HandedJob, LaunchContext, SweepJob } from './launcher.js'
import type { WaitingJobs } from './waiting-jobs.js'

/** Gives the jobs of a batch to an engine, no more at a time than it shall have. */
export class Submission {
  /** Handed over, and not given yet. */
  private behind: HandedJob[] = []
  /** The places of those in the batch, by number. */
  private readonly placesBehind = new Map<number, number>()

  constructor(
    private readonly engine: Engine,
    private readonly context: LaunchContext,
    /** What the engine has. */
    private readonly waiting: WaitingJobs,
  ) {}

  /** Those at some places of the batch; all, unless told. */
  async begin(places: readonly number[] | undefined): Promise<void> {
    const { engine, context } = this
    const { jobs } = this.waiting
    const count = places?.length ?? jobs.length
    if (count === 0) return
    const limit = this.room < count ? `, ${engine.atOnce} at a time` : ''
    context.log.info(`Submitting ${count} jobs to ${engine.name}${limit}`)
    const { portion = count } = engine
    const placesFrom = (from: number): readonly number[] => {
      const length = Math.min(portion, count - from)
      return places?.slice(from, from + length) ?? Array.from({ length }, (_, at) => from + at)
    }
    if (engine.atOnce !== undefined) {
      const all = placesFrom(0)
      for (const place of all) this.placesBehind.set(jobs.at(place)!.number, place)
      this.behind = [...context.handOver(this.jobsAt(all))]
      return this.goOn()
    }
    for (let from = 0; from < count; from += portion) {
      const some = placesFrom(from)
      await this.give(context.handOver(this.jobsAt(some)), some)
      if (context.signal.aborted) break
    }
  }

  /** Jobs that the engine has no more. */
  again(places: readonly number[]): Promise<void> {
    return this.give(this.context.handOver(this.jobsAt(places), { isAgain: true }), places)
  }

  /** Whether the engine could have more of the jobs. */
  get hasRoom(): boolean {
    return this.behind.length > 0 && this.room > 0
  }

  async goOn(): Promise<void> {
    const some = this.behind.splice(0, this.room)
    const placeOf = ({ job }: HandedJob): number => this.placesBehind.get(job.number)!
    try {
      await this.give(some, some.map(placeOf))
    } finally {
      const left = some.filter((one) => !this.waiting.has(placeOf(one)))
      if (left.length > 0) this.behind = [...left, ...this.behind]
    }
  }

  private jobsAt(places: readonly number[]): readonly SweepJob[] {
    return places.map((place) => this.waiting.jobs.at(place)!)
  }

  private get room(): number {
    return Math.max(0, (this.engine.atOnce ?? Infinity) - this.waiting.size)
  }

  private async give(handed: readonly HandedJob[], places: readonly number[]): Promise<void> {
    const { engine, context, waiting } = this
    const own = new Map(handed.map(({ job }, at) => [job.number, places[at]!]))
    await engine.submit(handed, ({ job }, id) => {
      context.submitted(job, { engine: engine.name, id })
      waiting.set(own.get(job.number)!, id)
    })
  }
}
