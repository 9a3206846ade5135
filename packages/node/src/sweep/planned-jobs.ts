import { resolve } from 'node:path'
import type { JobList, SweepJob } from './launcher.js'

/** The overrides of each job of a batch, made when they are asked for; an array is one. */
export interface TextsList extends Iterable<readonly string[]> {
  readonly length: number
  at(index: number): readonly string[] | undefined
}

/**
 * The jobs of a batch that are known to be right. Of one that writes below the directory of the sweep by its number two bytes are
 * kept, and it is made anew whenever it is asked for; the others are kept.
 */
export class PlannedJobs implements JobList {
  readonly length: number
  /** Of each job the directory that it is below, counted from 1; 0: it is kept, or not planned yet. */
  private readonly below: Uint16Array
  private readonly directories: string[] = []
  private readonly kept = new Map<number, SweepJob>()

  constructor(
    private readonly texts: TextsList,
    readonly numberAt: (index: number) => number,
    /** Directories that more than one job has. */
    private readonly shared: ReadonlySet<string>,
  ) {
    this.length = texts.length
    this.below = new Uint16Array(texts.length)
  }

  keep(index: number, job: SweepJob): void {
    this.kept.set(index, job)
  }

  /** A job with this very number below a directory. */
  number(index: number, directory: string): void {
    let known = this.directories.indexOf(directory)
    if (known === -1) known = this.directories.push(directory) - 1
    this.below[index] = known + 1
  }

  at(index: number): SweepJob | undefined {
    const job = this.kept.get(index) ?? this.numbered(index)
    return job === undefined || this.shared.size === 0 || !this.shared.has(job.dir) ? job : { ...job, isShared: true }
  }

  /** The job that writes into a directory by its number. */
  jobIn(dir: string): SweepJob | undefined {
    const [, name] = /([0-9]+)$/.exec(dir) ?? []
    const index = name === undefined ? -1 : Number(name) - this.numberAt(0)
    const job = index >= 0 && index < this.length ? this.numbered(index) : undefined
    return job?.dir === dir ? job : undefined
  }

  *[Symbol.iterator](): Generator<SweepJob> {
    for (let index = 0; index < this.length; index++) yield this.at(index)!
  }

  slice(from = 0, to = this.length): SweepJob[] {
    return Array.from({ length: Math.max(0, Math.min(to, this.length) - from) }, (_, at) => this.at(from + at)!)
  }

  map<T>(made: (job: SweepJob, index: number) => T): T[] {
    return Array.from({ length: this.length }, (_, index) => made(this.at(index)!, index))
  }

  private numbered(index: number): SweepJob | undefined {
    const directory = this.directories[(this.below[index] ?? 0) - 1]
    if (directory === undefined) return undefined
    const number = this.numberAt(index)
    return { number, overrides: this.texts.at(index)!, dir: resolve(directory, String(number)) }
  }
}

/** What a sweeper plans, to be gone through more than once. */
export function textsListOf(batch: Iterable<readonly string[]>): TextsList {
  const { length, at } = batch as Partial<TextsList>
  return typeof length === 'number' && typeof at === 'function' ? (batch as TextsList) : [...batch]
}
