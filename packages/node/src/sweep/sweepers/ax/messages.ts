import type { Complaint } from '@hydraconf/core'

/** Words for refusals of searches with Ax. */

export function parameterRefused({ key, why }: { key: string; why: string }): Complaint {
  return {
    type: 'HydraException',
    code: 'ax-parameter',
    message: `${key} ${why}`,
    advice: 'For example {type: range, bounds: [0.0, 1.0]}, {type: choice, values: [a, b]}, {type: fixed, value: 1}',
  }
}
