import { slicing } from '@hydraconf/check'

/** Runs something long with requests answered in between. */
export const inSlices = slicing(async () => {
  for (let turn = 0; turn < TURNS; turn++) await new Promise((resolve) => setImmediate(resolve))
})

/**
 * Turns of the event loop between two slices. A request takes three or four: it is read in one, answered in the next, written in
 * another. After a pause of one turn, a slice would come between each two of them.
 */
const TURNS = 8
