import { type Effective, effectiveSettings, type Quantizer } from '../effective/effective-settings.js'
import type { Interpretation } from '../effective/interpretation.js'
import { type Dict, isDict, type Literal } from '../literal/literal.js'
import type { ModelOpt } from '../release/version.js'
import type { Step } from '../validity/entries.js'

/** A model as it runs: the quantizers that are on, what set each, and how they are calibrated. */
export interface QuantizedModel {
  readonly steps: readonly Step[]
  readonly enabled: readonly { readonly name: string; readonly attributes: Dict; readonly step: number | undefined }[]
  /** The calibration's method; of several the first. */
  readonly method: string
}

/** A model as a config quantizes it. The quantizers of its attention, which KV formats speak of, are added to it. */
export function quantizedModelOf(
  interpretation: Interpretation,
  algorithm: Literal,
  modelopt: ModelOpt,
  quantizers: readonly Quantizer[],
): QuantizedModel {
  const { steps, effective } = interpretation
  const attention = effectiveSettings(attentionOf(quantizers), steps, modelopt)
  return { steps, enabled: [...effective, ...attention].flatMap(enabledIn), method: methodOf(algorithm) }
}

function enabledIn({ quantizer, settings, setBy, matched }: Effective) {
  const step = matched.length === 0 ? undefined : setBy
  return settings.filter(({ enabled }) => enabled).map(({ attributes }) => ({ name: quantizer.name, attributes, step }))
}

/** Queries, keys and values have quantizers of their own beside those of the layers that make them. */
function attentionOf(quantizers: readonly Quantizer[]): readonly Quantizer[] {
  const known = attentions.get(quantizers)
  if (known !== undefined) return known
  const modules = quantizers.flatMap(({ name }) => /^(.*)\.q_proj\.input_quantizer$/.exec(name)?.[1] ?? [])
  const found = modules.flatMap((module) =>
    ['q', 'k', 'v'].map((of) => ({ name: `${module}.${of}_bmm_quantizer`, parent: 'QuantAttention' })),
  )
  attentions.set(quantizers, found)
  return found
}

const attentions = new WeakMap<readonly Quantizer[], readonly Quantizer[]>()

function methodOf(algorithm: Literal): string {
  if (Array.isArray(algorithm)) return methodOf((algorithm[0] ?? null) as Literal)
  if (isDict(algorithm)) return String(algorithm.get('method') ?? '')
  return typeof algorithm === 'string' ? algorithm : ''
}
