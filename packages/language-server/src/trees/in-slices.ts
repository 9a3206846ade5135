/**
 * Runs something long in short slices, so that requests are answered in between. Gives what it comes to; undefined where it
 * was told to stop.
 */
export async function inSlices<T>(steps: Generator<void, T>, isStale: () => boolean): Promise<T | undefined> {
  for (;;) {
    const end = performance.now() + SLICE
    do {
      const step = steps.next()
      if (step.done) return step.value
    } while (performance.now() < end)
    await new Promise((resolve) => setImmediate(resolve))
    if (isStale()) return undefined
  }
}

/** Milliseconds. */
const SLICE = 8
