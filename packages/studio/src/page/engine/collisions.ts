import type { Composed, SweepOfJobs } from '@hydraconf/core'
import { jobDir } from './sweep-preview.js'

/** Jobs that would write into one directory. */
export interface Collision {
  /** As it may be shown. */
  readonly dir: string
  /** How many. */
  readonly count: number
  /** The first of them. */
  readonly jobs: readonly number[]
}

/** What is known of the directories of a sweep's jobs so far. */
export interface Collisions {
  /** So many jobs were looked at, from the first on. */
  readonly looked: number
  readonly isDone: boolean
  /** How many directories more than one job would write into. */
  readonly count: number
  /** The first of them. */
  readonly found: readonly Collision[]
  /** How many jobs do not compose: what is wrong with one is said where it is looked at. */
  readonly broken: number
}

/** Of a sweep that cannot be planned. */
export const NO_JOBS: Collisions = { looked: 0, isDone: true, count: 0, found: [], broken: 0 }

/** So many are named; who has more sees the same mistake again. */
const MOST_NAMED = 10

/** Looks at the directory of each job of a sweep, one after the other, for directories that several of them would write into. */
export class CollisionSearch implements Iterator<void, undefined> {
  private at = 0
  private broken = 0
  /** The first job of each directory. */
  private readonly firsts = new Map<string, number>()
  private readonly found = new Map<string, { readonly dir: string; count: number; readonly jobs: number[] }>()

  constructor(private readonly sweep: SweepOfJobs) {}

  /** Looks at one more job. */
  next(): IteratorResult<void, undefined> {
    if (this.at >= this.sweep.count) return { done: true, value: undefined }
    this.look(this.at++)
    return { done: false, value: undefined }
  }

  /** What was found up to here. */
  get soFar(): Collisions {
    const found: Collision[] = []
    for (const collision of this.found.values()) {
      if (found.length === MOST_NAMED) break
      found.push({ ...collision })
    }
    const isDone = this.at >= this.sweep.count
    return { looked: this.at, isDone, count: this.found.size, found, broken: this.broken }
  }

  private look(number: number): void {
    let composed: Composed
    try {
      composed = this.sweep.job(number).compose().composed
    } catch {
      this.broken++
      return
    }
    const dir = jobDir(composed)
    const first = this.firsts.get(dir)
    if (first === undefined) {
      this.firsts.set(dir, number)
      return
    }
    const known = this.found.get(dir) ?? { dir: jobDir(composed.masked), count: 1, jobs: [first] }
    known.count++
    if (known.jobs.length < MOST_NAMED) known.jobs.push(number)
    this.found.set(dir, known)
  }
}
