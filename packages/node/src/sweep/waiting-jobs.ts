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
  private at = 0

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

  /** So many of them, and the next time those behind. */
  nextPlaces(portion = this.size): readonly number[] {
    const some: number[] = []
    const most = Math.min(portion, this.size)
    if (most === this.size) this.at = 0
    for (; some.length < most; this.at++) {
      if (this.at === this.isHere.length) this.at = 0
      if (this.has(this.at)) some.push(this.at)
    }
    return some
  }
}

/** Bytes. */
const CHUNK = 1 << 20
