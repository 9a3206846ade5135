/** How far a batch of jobs is: a bar on a terminal, a line for each job elsewhere. */
export interface Progress {
  done(line: string, failed: boolean): void
  running(count: number): void
  end(): void
}

export interface ProgressStream {
  readonly isTTY?: boolean | undefined
  readonly columns?: number | undefined
  write(text: string): unknown
}

export function progressOf(total: number, stream: ProgressStream, say: (line: string) => void): Progress {
  return stream.isTTY === true
    ? new Bar(total, stream, say)
    : { done: (line) => say(line), running: () => {}, end: () => {} }
}

const WIDTH = 24

class Bar implements Progress {
  private count = 0
  private failures = 0
  private active = 0
  private readonly started = Date.now()

  constructor(
    private readonly total: number,
    private readonly stream: ProgressStream,
    private readonly say: (line: string) => void,
  ) {
    this.draw()
  }

  done(line: string, failed: boolean): void {
    this.count++
    if (failed) {
      this.failures++
      this.erase()
      this.say(line)
    }
    this.draw()
  }

  running(count: number): void {
    this.active = count
    this.draw()
  }

  end(): void {
    this.erase()
  }

  private draw(): void {
    const filled = Math.round((WIDTH * this.count) / Math.max(1, this.total))
    const bar = `[${'#'.repeat(filled)}${'.'.repeat(WIDTH - filled)}]`
    const failed = this.failures > 0 ? `, ${this.failures} failed` : ''
    const text = `${bar} ${this.count}/${this.total} jobs, ${this.active} running${failed}${this.remaining()}`
    this.stream.write(`\r\x1b[K${text.slice(0, Math.max(10, (this.stream.columns || 80) - 1))}`)
  }

  private remaining(): string {
    if (this.count === 0 || this.count === this.total) return ''
    const seconds = (((Date.now() - this.started) / this.count) * (this.total - this.count)) / 1000
    return `, about ${seconds < 90 ? `${Math.ceil(seconds)} s` : `${Math.ceil(seconds / 60)} min`} left`
  }

  private erase(): void {
    this.stream.write('\r\x1b[K')
  }
}
