import type { Dict } from '../literal/literal.js'
import type { ModelOpt } from '../release/version.js'
import type { Problem } from '../validity/attributes.js'
import type { Step } from '../validity/entries.js'
import { type Effective, effectiveSettings, type Quantizer } from './effective-settings.js'
import { stepsOf } from './steps-of-config.js'

/** What a config comes to, in a release and on the quantizers of a model. */
export interface Interpretation {
  readonly steps: readonly Step[]
  /** What the release refuses; then there are no settings. */
  readonly problems: readonly Problem[]
  readonly effective: readonly Effective[]
}

/** The interpretation of a config. The jobs of a sweep share their bases: one that was made is kept with its config. */
export function interpret(config: Dict, modelopt: ModelOpt, quantizers: readonly Quantizer[]): Interpretation {
  const kept = known.get(config)
  if (kept?.modelopt === modelopt && kept.quantizers === quantizers) return kept.interpretation
  const { steps, problems } = stepsOf(config, modelopt)
  const effective = problems.length > 0 ? [] : effectiveSettings(quantizers, steps, modelopt)
  const interpretation = { steps, problems, effective }
  known.set(config, { modelopt, quantizers, interpretation })
  return interpretation
}

interface Kept {
  readonly modelopt: ModelOpt
  readonly quantizers: readonly Quantizer[]
  readonly interpretation: Interpretation
}

const known = new WeakMap<Dict, Kept>()
