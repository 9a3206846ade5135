/** Waits for a turn of the event loop of its own: keys are heard, and what is new is painted, before what follows. */
export function nextTurn(): Promise<void> {
  return new Promise((done) => setTimeout(done))
}

/** Does jobs one after another, in the order in which they came, so that no two want the page's thread at a time. */
export class OneByOne {
  private last: Promise<unknown> = Promise.resolve()

  /** Begins a job when those before it are over, however they ended. */
  do<T>(job: () => Promise<T>): Promise<T> {
    const done = this.last.then(job)
    this.last = done.catch(() => {})
    return done
  }

  /** Waits until all jobs are over that came so far. */
  settled(): Promise<unknown> {
    return this.last
  }
}
