import { slicing } from '@hydraconf/check'

/** Runs something long with requests answered in between. */
export const inSlices = slicing(() => new Promise((resolve) => setImmediate(resolve)))
