import { parseOverrides, planSweep } from '@hydraconf/core'
import type { Answer, Case } from '../../suite.js'

export function answer({ input, dialect }: Case): Answer {
  const plan = planSweep(parseOverrides(input.overrides, { dialect }), {
    dialect,
    maxBatchSize: input.max_batch_size,
    optionsOf: (group) => input.group_options[group] ?? [],
  })
  return { expect: { batches: Array.from(plan.batches(), (batch) => Array.from(batch, ({ texts }) => texts)) } }
}
