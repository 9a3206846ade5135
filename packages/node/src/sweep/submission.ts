import type { Engine } from './engine.js'
import type { HandedJob, LaunchContext, SweepJob } from './launcher.js'
import type { WaitingJobs } from './waiting-jobs.js'

/** A job that may be given to the engine, and its place in the batch. */
interface Placed {
  readonly handed: HandedJob
  readonly place: number
}

/** Gives the jobs of a batch to an engine, no more at a time than it shall have, and hands them over as their turn comes. */
export class Submission {
  /** The places of the jobs to give; undefined: all. */
  private places: readonly number[] | undefined
  private count = 0
  /** How many of them were handed over. */
  private next = 0
  /** Those of them that were not given yet. */
  private behind: readonly Placed[] = []

  constructor(
    private readonly engine: Engine,
    private readonly context: LaunchContext,
    /** What the engine has. */
    private readonly waiting: WaitingJobs,
  ) {}

  /** Those at some places of the batch; all, unless told. */
  async begin(places: readonly number[] | undefined): Promise<void> {
    const { engine, context, waiting } = this
    this.places = places
    this.count = places?.length ?? waiting.jobs.length
    if (this.count === 0) return
    const limit = this.room < this.count ? `, ${engine.atOnce} at a time` : ''
    context.log.info(`Submitting ${this.count} jobs to ${engine.name}${limit}`)
    await this.goOn()
  }

  /** Jobs that the engine has no more. */
  again(places: readonly number[]): Promise<void> {
    return this.give(this.handedOver(places, { isAgain: true }))
  }

  /** Whether the engine could have more of the jobs. */
  get hasRoom(): boolean {
    return this.room > 0 && (this.behind.length > 0 || this.next < this.count)
  }

  async goOn(): Promise<void> {
    while (this.hasRoom) {
      if (this.behind.length === 0) await this.handOverSome()
      const some = this.behind.slice(0, this.room)
      this.behind = this.behind.slice(some.length)
      try {
        await this.give(some)
      } catch (error) {
        const left = some.filter(({ place }) => !this.waiting.has(place))
        this.behind = [...left, ...this.behind]
        throw error
      }
      if (this.context.signal.aborted) break
    }
  }

  private async handOverSome(): Promise<void> {
    const { engine, next } = this
    const size = (await engine.largest?.()) ?? engine.portion ?? PORTION
    const length = Math.min(size, this.count - next)
    const all = this.places
    const places = all?.slice(next, next + length) ?? Array.from({ length }, (_, at) => next + at)
    this.behind = this.handedOver(places)
    this.next += length
  }

  private handedOver(places: readonly number[], options?: { readonly isAgain: true }): readonly Placed[] {
    const jobs: readonly SweepJob[] = places.map((place) => this.waiting.jobs.at(place)!)
    return this.context.handOver(jobs, options).map((handed, at) => ({ handed, place: places[at]! }))
  }

  private get room(): number {
    return Math.max(0, (this.engine.atOnce ?? Infinity) - this.waiting.size)
  }

  private async give(some: readonly Placed[]): Promise<void> {
    const { engine, context, waiting } = this
    const places = new Map(some.map(({ handed, place }) => [handed.job.number, place]))
    const given = some.map(({ handed }) => handed)
    await engine.submit(given, ({ job }, id) => {
      context.submitted(job, { engine: engine.name, id })
      waiting.set(places.get(job.number)!, id)
    })
  }
}

/** Jobs that are handed over at once to an engine that does not say how many: a sweep may have a million. */
const PORTION = 500
