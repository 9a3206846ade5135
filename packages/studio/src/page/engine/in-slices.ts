import { slicing } from '@hydraconf/check'

/** Runs something long in the worker, which looks in between whether it is asked something else. */
export const inSlices = slicing(() => new Promise((done) => setTimeout(done)))
