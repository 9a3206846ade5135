import { type JobBatch, planSweep, type SweepPlan } from '@hydraconf/core'
import type { TextsList } from '../planned-jobs.js'
import type { Sweeper } from '../sweeper.js'

/** Every combination of the overrides, the last varying fastest, in batches of `max_batch_size`: Hydra's own sweeper. */
export const basicSweeper: Sweeper = {
  settings: { max_batch_size: null, params: null },
  async sweep({ overrides, params, settings, dialect, optionsOf, random, launch }) {
    const { max_batch_size: size } = settings
    const maxBatchSize = typeof size === 'number' ? size : undefined
    const plan = planSweep(overrides, { maxBatchSize, params, dialect, optionsOf, random })
    for (const batch of plan.batches()) await launch(textsOf(batch, plan))
  },
}

/** The jobs of a batch as texts, each made when it is asked for. */
function textsOf(batch: JobBatch, plan: SweepPlan): TextsList {
  return {
    length: Number(batch.count),
    at: (index) => plan.job(batch.first + BigInt(index)).texts,
    *[Symbol.iterator]() {
      for (const { texts } of batch) yield texts
    },
  }
}
