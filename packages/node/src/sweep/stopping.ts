import type { ChildProcess } from 'node:child_process'

/** Ends a child when the sweep is interrupted, or takes too long: politely first. */
export class Stopping {
  isLate = false
  private killing: NodeJS.Timeout | undefined
  private readonly waiting: NodeJS.Timeout | undefined
  private readonly stop = (): void => {
    // Interrupted and late: the first of both counts, and its timer is the one that is cleared.
    if (this.killing !== undefined) return
    this.child.kill('SIGTERM')
    this.killing = setTimeout(() => this.child.kill('SIGKILL'), GRACE * 1000)
  }

  constructor(
    private readonly child: Pick<ChildProcess, 'kill'>,
    private readonly signal: AbortSignal,
    timeout: number | undefined,
  ) {
    signal.addEventListener('abort', this.stop)
    if (timeout === undefined) return
    this.waiting = setTimeout(
      () => {
        this.isLate = true
        this.stop()
      },
      Math.min(timeout * 1000, LONGEST_TIMER),
    )
  }

  end(): void {
    this.signal.removeEventListener('abort', this.stop)
    clearTimeout(this.killing)
    clearTimeout(this.waiting)
  }
}

/** Seconds that a job has to end by itself when the sweep is interrupted. */
const GRACE = 5

/** Node's timers take no more milliseconds: 24 days. */
const LONGEST_TIMER = 2 ** 31 - 1
