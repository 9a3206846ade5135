import { globMatcher } from '@hydraconf/core'
import { Dict, isDict, sameLiteral, Tuple } from '../literal/literal.js'
import type { Step } from '../validity/entries.js'
import type { QuantCfgStyle } from '../validity/modelopt.js'

/** A quantizer of a model, by its full name, inside a quantized module. */
export interface Quantizer {
  /** `model.layers.0.mlp.up_proj.weight_quantizer` */
  readonly name: string
  /** The class that ModelOpt gives the module: `QuantLinear`. */
  readonly parent: string
}

/** What one quantizer does in the end. */
export interface Setting {
  readonly enabled: boolean
  readonly attributes: Dict
}

export interface Effective {
  readonly quantizer: Quantizer
  /** One setting, or several where quantizers are applied one after another. */
  readonly settings: readonly Setting[]
  readonly isSequence: boolean
  /** The step that matched last, an index into the steps; undefined: none did. */
  readonly setBy: number | undefined
  /** Every step that matched, in order. */
  readonly matched: readonly number[]
}

/**
 * What each quantizer of a model does under the steps of a config.
 *
 * Every match replaces all attributes, so the last one decides. Until 0.43 a step that says `enable: false` resets the
 * attributes too; from 0.44 on it only switches the quantizer off.
 */
export function effectiveSettings(
  quantizers: readonly Quantizer[],
  steps: readonly Step[],
  style: QuantCfgStyle,
): readonly Effective[] {
  const patterns = steps.map((step) => globMatcher(step.pattern))
  return quantizers.map((quantizer) => {
    let settings: readonly Setting[] = [initialSetting(quantizer)]
    const matched: number[] = []
    for (const [at, step] of steps.entries()) {
      if (!applies(step, patterns[at]!, quantizer, style)) continue
      matched.push(at)
      settings = applied(step, settings, style).map((each) =>
        isLocked(quantizer) ? { ...each, enabled: false } : each,
      )
    }
    return { quantizer, settings, isSequence: settings.length > 1, setBy: matched.at(-1), matched }
  })
}

function applies(
  step: Step,
  matches: (name: string) => boolean,
  { name, parent }: Quantizer,
  style: QuantCfgStyle,
): boolean {
  if (step.parentClass !== undefined && step.parentClass !== classOf(parent)) return false
  return matches(name) || (style === 'list' && matches(singular(name)))
}

function applied(step: Step, before: readonly Setting[], style: QuantCfgStyle): readonly Setting[] {
  const { attributes, enable } = step
  if (attributes === undefined)
    return enable === undefined ? before : before.map((each) => ({ ...each, enabled: enable }))
  const whole = (each: Dict): Setting => ({
    enabled: enable ?? each.get('enable') !== false,
    attributes: style === 'dict' && isMicroscaled(each) ? each.with('pass_through_bwd', true) : each,
  })
  return attributes instanceof Dict ? before.map(() => whole(attributes)) : attributes.map(whole)
}

/** An MX format: dynamic blocks with power-of-two scales. Until 0.43 its gradient passes through whatever is asked. */
function isMicroscaled(attributes: Dict): boolean {
  const blocks = attributes.get('block_sizes')
  return isDict(blocks) && blocks.get('type') === 'dynamic' && sameLiteral(blocks.get('scale_bits') ?? null, E8M0)
}

const E8M0 = new Tuple([8n, 0n])

/** `nn.Linear` for ModelOpt's `QuantLinear`. */
function classOf(parent: string): string {
  return parent.replace(/^Quant/, 'nn.')
}

/** Experts that share a module have numbered quantizers, which the list style matches under the plain name too. */
function singular(name: string): string {
  return name.replace(/(_quantizer)s\.\d+$/, '$1')
}

/** Token ids are no numbers to quantize: what an embedding reads stays off, whatever a pattern says. */
function isLocked({ name, parent }: Quantizer): boolean {
  return parent === 'QuantEmbedding' && name.endsWith('input_quantizer')
}

const INT8_TENSOR = new Dict([
  ['num_bits', 8n],
  ['axis', null],
  ['type', 'static'],
  ['block_sizes', null],
])

/** What a quantizer does before any step: INT8, weights per output channel; outputs (and what an embedding reads) off. */
function initialSetting({ name, parent }: Quantizer): Setting {
  const isEmbedding = parent === 'QuantEmbedding'
  if (name.endsWith('output_quantizer')) return { enabled: false, attributes: INT8_TENSOR }
  if (name.endsWith('weight_quantizer')) {
    return { enabled: true, attributes: isEmbedding ? INT8_TENSOR : INT8_TENSOR.with('axis', 0n) }
  }
  return { enabled: !isEmbedding, attributes: INT8_TENSOR }
}
