import { slicing } from '@hydraconf/check'

/** Runs something long in short slices, with others having their turn in between; undefined where it was told to stop. */
export type InSlices = ReturnType<typeof slicing>

/** For what someone waits for: requests are answered in between. */
export const inSlices: InSlices = slicing(turns)

/** For what nobody waits for: it goes on only while nothing comes from the client. */
export function whileQuiet(client: { quiet(): Promise<void> }): InSlices {
  const slices = slicing(async () => {
    await turns()
    await client.quiet()
  })
  return async (steps, isStale) => {
    await client.quiet()
    return isStale() ? undefined : slices(steps, isStale)
  }
}

async function turns(): Promise<void> {
  for (let turn = 0; turn < TURNS; turn++) await new Promise((resolve) => setImmediate(resolve))
}

/**
 * Turns of the event loop between two slices. A request takes three or four: it is read in one, answered in the next, written in
 * another. After a pause of one turn, a slice would come between each two of them.
 */
const TURNS = 8
