import { setMaxListeners } from 'node:events'

/**
 * Ctrl-C as a signal to stop in order: the first one aborts, a second one ends the process. For a launcher whose jobs run
 * in other processes.
 */
export class Interruption {
  private readonly controller = new AbortController()
  private readonly interrupt = (): void => {
    if (this.controller.signal.aborted) process.exit(130)
    this.controller.abort()
  }

  constructor(private readonly isActive: boolean) {
    // Every job that runs listens.
    setMaxListeners(0, this.controller.signal)
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
const CODES = { SIGINT: 130, SIGTERM: 143 }

/**
 * Waits for a job in this process. Ctrl-C ends the process at once, as ever, but not without a word. Only while there is
 * something to wait for: while a task computes nobody would hear the signal, and without a listener it ends the process.
 */
export async function untilInterrupted<T>(waiting: PromiseLike<T>, lastWords: () => void): Promise<T> {
  const interrupt = (name: 'SIGINT' | 'SIGTERM'): void => {
    lastWords()
    process.exit(CODES[name])
  }
  for (const name of SIGNALS) process.on(name, interrupt)
  try {
    return await waiting
  } finally {
    for (const name of SIGNALS) process.off(name, interrupt)
  }
}

export function resumeAdvice(sweepDir: string): string {
  return `The sweep was interrupted. Go on with it: --resume ${sweepDir}`
}

/** The jobs of the sweep were submitted, and nobody waits for them. */
export class SweepDetached extends Error {
  override readonly name = 'SweepDetached'

  constructor(readonly sweepDir: string) {
    super(`The jobs go on without this program. Collect what comes of them: --resume ${sweepDir}`)
  }
}

/** The sweep was stopped on the way. */
export class SweepInterrupted extends Error {
  override readonly name = 'SweepInterrupted'

  constructor(readonly sweepDir: string) {
    super(resumeAdvice(sweepDir))
  }
}
