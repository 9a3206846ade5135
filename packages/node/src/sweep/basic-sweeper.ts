import { planSweep } from '@hydraconf/core'
import type { Sweeper } from './sweeper.js'

/** Every combination of the overrides, the last varying fastest, in batches of `max_batch_size`: Hydra's own sweeper. */
export const basicSweeper: Sweeper = {
  async sweep({ overrides, settings, optionsOf, random, launch }) {
    const { max_batch_size: size, params } = settings
    const plan = planSweep(overrides, {
      maxBatchSize: typeof size === 'number' ? size : undefined,
      params: Object.entries((params ?? {}) as Readonly<Record<string, unknown>>).map(
        ([key, value]) => [key, paramText(value)] as const,
      ),
      optionsOf,
      random,
    })
    for (const batch of plan.batches()) {
      const jobs = function* () {
        for (const { texts } of batch) yield texts
      }
      await launch(jobs())
    }
  },
}

/** As Python's f-string puts it into the override. */
function paramText(value: unknown): string {
  if (value === null) return 'None'
  if (typeof value === 'boolean') return value ? 'True' : 'False'
  return String(value)
}
