/** The clock of a process. */
export interface Clock {
  /** Milliseconds. */
  readonly now: () => number
  readonly wait: (milliseconds: number) => Promise<void>
}

/**
 * When the client spoke last. An editor asks a dozen things after each key, one after the other: what is not asked for waits
 * until it has been silent for a moment.
 */
export class ClientActivity {
  private last = Number.NEGATIVE_INFINITY

  constructor(private readonly clock: Clock = CLOCK) {}

  /** Something came from it. */
  heard(): void {
    this.last = this.clock.now()
  }

  /** When it has said nothing for a moment, or has gone on for so long that others have to have a turn. */
  async quiet(): Promise<void> {
    const { now, wait } = this.clock
    const end = now() + LONGEST
    for (;;) {
      const left = Math.min(this.last + QUIET, end) - now()
      if (left <= 0) return
      await wait(left)
    }
  }
}

const CLOCK: Clock = {
  now: () => performance.now(),
  wait: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
}

/** Milliseconds: an editor that has its answer asks the next thing sooner. */
const QUIET = 50

/** Milliseconds after which a client that never stops is not waited for. */
const LONGEST = 500
