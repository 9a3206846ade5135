import type { Complaint } from '@hydraconf/core'

/** Words for refusals of searches with Nevergrad. */

export function twoParametrizations(): Complaint {
  return {
    key: 'hydra.sweeper.parametrization',
    type: 'HydraException',
    code: 'two-parametrizations',
    message: 'hydra.sweeper.params and hydra.sweeper.parametrization cannot both say what varies',
    advice: 'Move what stands in hydra.sweeper.parametrization to hydra.sweeper.params',
  }
}

export function scalarKeyUnknown(of: {
  key: string
  name: string
  known: readonly string[]
  near: readonly string[]
}): Complaint {
  const { key, name, known, near } = of
  return {
    type: 'HydraException',
    code: 'scalar-key-unknown',
    message: `${key} describes a number, and '${name}' does not belong to that`,
    advice: near.length > 0 ? `Did you mean ${near.join(' or ')}?` : `There are ${known.join(', ')}`,
  }
}
