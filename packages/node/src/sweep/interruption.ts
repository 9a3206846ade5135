/**
 * Ctrl-C as a signal to stop in order: the first one aborts, a second one ends the process. A launcher whose jobs run in
 * this very process gets none of it: there the job itself has to stop at once.
 */
export class Interruption {
  private readonly controller = new AbortController()
  private readonly interrupt = (): void => {
    if (this.controller.signal.aborted) process.exit(130)
    this.controller.abort()
  }

  constructor(private readonly isActive: boolean) {
    if (isActive) for (const name of SIGNALS) process.on(name, this.interrupt)
  }

  get signal(): AbortSignal {
    return this.controller.signal
  }

  close(): void {
    if (this.isActive) for (const name of SIGNALS) process.off(name, this.interrupt)
  }
}

const SIGNALS = ['SIGINT', 'SIGTERM'] as const

/** The sweep was stopped on the way. */
export class SweepInterrupted extends Error {
  override readonly name = 'SweepInterrupted'

  constructor(readonly sweepDir: string) {
    super(`The sweep was interrupted. Go on with it: --resume ${sweepDir}`)
  }
}
