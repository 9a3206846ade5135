/** Waits for so many milliseconds. (Node's own, in `node:timers/promises`, takes streams along.) */
export function wait(milliseconds: number): Promise<void> {
  return new Promise((done) => setTimeout(done, milliseconds))
}
