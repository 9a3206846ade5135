import type { Composed } from '../composition/composed.js'
import { textsOf } from '../composition/read-setting.js'
import type { Random } from '../grammar/functions-shuffle.js'
import type { Override } from '../grammar/override.js'
import { parseOverrides } from '../grammar/parse-override.js'

/** What the jobs of a sweep are made of: the overrides to plan with, and those that every job has. */
export interface JobOverrides {
  /** `hydra.overrides.task`, sweeps among them. */
  readonly task: readonly Override[]
  /** `hydra.overrides.hydra`, as texts. */
  readonly hydra: readonly string[]
}

/** The overrides of a config that was composed for a sweep. */
export function jobOverridesOf(composed: Composed, random?: Random): JobOverrides {
  return {
    task: parseOverrides(textsOf(composed, 'hydra.overrides.task'), { random, dialect: composed.dialect }),
    hydra: textsOf(composed, 'hydra.overrides.hydra'),
  }
}
