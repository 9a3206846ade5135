/**
 * Runs something long in short slices, so that others are answered in between. Gives what it comes to; undefined where it was
 * told to stop.
 */
export type InSlices = <T>(steps: Iterator<unknown, T>, isStale: () => boolean) => Promise<T | undefined>

/** In slices with a pause between them: what lets others have their turn depends on where it runs. */
export function slicing(pause: () => Promise<unknown>): InSlices {
  return async (steps, isStale) => {
    for (;;) {
      const end = performance.now() + SLICE
      do {
        const step = steps.next()
        if (step.done) return step.value
      } while (performance.now() < end)
      await pause()
      if (isStale()) return undefined
    }
  }
}

/** Milliseconds. */
const SLICE = 5
