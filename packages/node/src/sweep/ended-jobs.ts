import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { journalPath } from './journal.js'

/**
 * Which jobs the journal of a sweep says are done, since it was asked last: what was added to it is read, and no directory of a job
 * is looked at. It is a hint: of two machines that write at once a shared disk may lose a line.
 */
export class EndedJobs {
  private readonly path: string
  private readonly bytes = Buffer.allocUnsafe(1 << 16)
  /** How far the journal was read. */
  private at = 0

  constructor(sweepDir: string) {
    this.path = journalPath(sweepDir)
    this.opened((file) => {
      this.at = fstatSync(file).size
    })
  }

  /** Their numbers. */
  sinceLast(): readonly number[] {
    const numbers: number[] = []
    this.opened((file) => {
      // Another journal, in the place of the one that was there.
      if (fstatSync(file).size < this.at) this.at = 0
      for (const text of this.wholeLines(file))
        for (const [, number] of text.matchAll(ENDED)) numbers.push(Number(number))
    })
    return numbers
  }

  private *wholeLines(file: number): Generator<string> {
    const { bytes } = this
    let length: number
    do {
      length = readSync(file, bytes, 0, bytes.length, this.at)
      const end = bytes.subarray(0, length).lastIndexOf('\n') + 1
      yield bytes.toString('latin1', 0, end)
      // Half a line is read again with its end. None that says that a job is done fills all there is room for.
      this.at += end === 0 && length === bytes.length ? length : end
    } while (length === bytes.length)
  }

  /** Nothing is done where there is no journal just now. */
  private opened(read: (file: number) => void): void {
    let file: number | undefined
    try {
      file = openSync(this.path, 'r')
      read(file)
    } catch {
      // It is asked again.
    } finally {
      if (file !== undefined) closeSync(file)
    }
  }
}

/** As `Journal.done` begins a line. */
const ENDED = /^\{"kind":"(?:completed|failed)","job":(\d+)/gm
