import { planSweep, type Random, raise, type SweepPlan } from '@hydraconf/core'
import type { Sweeper } from '../sweeper.js'
import { batchesOf, batchSizeOf } from './batches.js'
import { tooManyToShuffle } from './messages.js'

/** The jobs of the basic sweeper in an order drawn by lot; then cut into batches. */
export const randomSweeper: Sweeper = {
  target: 'hydra_plugins.random_sweeper_plugin.random_sweeper.BasicRandomSweeper',
  settings: { max_batch_size: null, params: null },
  async sweep({ overrides, params, settings, dialect, optionsOf, random, launch }) {
    const plan = planSweep(overrides, { params, dialect, optionsOf, random })
    for (const batch of batchesOf(shuffled(plan, random), batchSizeOf(settings))) await launch(batch)
  },
}

/** An order drawn by lot has to be kept in memory, a number for each job. */
const MOST_JOBS = 10_000_000

function* shuffled(plan: SweepPlan, random: Random): Generator<readonly string[]> {
  if (plan.count > MOST_JOBS) throw raise(tooManyToShuffle({ count: plan.count, most: MOST_JOBS }))
  const order = Uint32Array.from({ length: Number(plan.count) }, (_, index) => index)
  for (let last = order.length - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1))
    const moved = order[last]!
    order[last] = order[other]!
    order[other] = moved
  }
  for (const index of order) yield plan.job(index).texts
}
