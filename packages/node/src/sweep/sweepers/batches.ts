import { raise } from '@hydraconf/core'
import { batchSizeRefused } from './messages.js'

type Texts = readonly string[]

/** `hydra.sweeper.max_batch_size`; undefined: all jobs are one batch. @throws HydraException for none that can be */
export function batchSizeOf({ max_batch_size: size }: Readonly<Record<string, unknown>>): number | undefined {
  if (size === null || size === undefined) return undefined
  if (typeof size !== 'number' || !(size >= 1)) throw raise(batchSizeRefused({ size }))
  return Math.floor(size)
}

/** Jobs in portions of a size, each made when it is asked for. A sweep without jobs is one empty batch, as in Hydra. */
export function* batchesOf(jobs: Iterable<Texts>, size: number | undefined): Generator<Iterable<Texts>> {
  if (size === undefined) return yield jobs
  let batch: Texts[] = []
  for (const job of jobs) {
    batch.push(job)
    if (batch.length === size) {
      yield batch
      batch = []
    }
  }
  if (batch.length > 0) yield batch
}
