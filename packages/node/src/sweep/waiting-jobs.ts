import type { JobList } from './launcher.js'

/** Which jobs of a batch an engine has, by their places in the batch, and under which ids: a few bytes for each. */
export class WaitingJobs {
  private readonly isHere: Uint8Array
  private readonly starts: Float64Array
  private readonly lengths: Uint16Array
  /** The ids, one behind the other. */
  private readonly chunks: Buffer[] = []
  private used = 0
  private count = 0

  constructor(readonly jobs: JobList) {
    this.isHere = new Uint8Array(jobs.length)
    this.starts = new Float64Array(jobs.length)
    this.lengths = new Uint16Array(jobs.length)
  }

  get size(): number {
    return this.count
  }

  has(place: number): boolean {
    return this.isHere[place] === 1
  }

  idOf(place: number): string {
    const start = this.starts[place]!
    const chunk = this.chunks[Math.floor(start / CHUNK)]
    return chunk?.toString('utf8', start % CHUNK, (start % CHUNK) + this.lengths[place]!) ?? ''
  }

  set(place: number, id: string): void {
    if (!this.has(place)) this.count++
    this.isHere[place] = 1
    const length = Buffer.byteLength(id)
    if (this.chunks.length === 0 || this.used + length > CHUNK) {
      this.chunks.push(Buffer.allocUnsafe(CHUNK))
      this.used = 0
    }
    this.chunks.at(-1)!.write(id, this.used)
    this.starts[place] = (this.chunks.length - 1) * CHUNK + this.used
    this.lengths[place] = length
    this.used += length
  }

  delete(place: number): void {
    if (this.has(place)) this.count--
    this.isHere[place] = 0
  }

  *places(): Generator<number> {
    for (let place = 0; place < this.isHere.length; place++) if (this.has(place)) yield place
  }

  ids(): string[] {
    return Array.from(this.places(), (place) => this.idOf(place))
  }

  /** Gives so many of them each time, and the next time those behind; all, unless told. */
  inTurn(portion?: number): () => readonly number[] {
    let at = 0
    return () => {
      const some: number[] = []
      const most = Math.min(portion ?? this.size, this.size)
      if (most === this.size) at = 0
      for (; some.length < most; at++) {
        if (at === this.isHere.length) at = 0
        if (this.has(at)) some.push(at)
      }
      return some
    }
  }

  /** The place of the job of a number: they are in the order of these. */
  placeOf(number: number): number | undefined {
    let [from, to] = [0, this.jobs.length]
    while (from < to) {
      const middle = (from + to) >> 1
      const there = this.jobs.at(middle)!.number
      if (there === number) return middle
      if (there < number) from = middle + 1
      else to = middle
    }
    return undefined
  }
}

/** Bytes. */
const CHUNK = 1 << 20
