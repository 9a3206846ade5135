/** For so long, in milliseconds, the worker goes on before it looks whether it is asked something else. */
const SLICE = 12

/** Takes steps to their end, and lets others ask in between. Undefined: `isObsolete` said that nobody waits for it any more. */
export async function inSlices<T>(steps: Iterator<unknown, T>, isObsolete: () => boolean): Promise<T | undefined> {
  for (let since = performance.now(); ; ) {
    const step = steps.next()
    if (step.done === true) return step.value
    if (performance.now() - since < SLICE) continue
    await new Promise((done) => setTimeout(done))
    if (isObsolete()) return undefined
    since = performance.now()
  }
}
