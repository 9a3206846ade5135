import type { ModelOpt } from '../release/version.js'
import { isModuleClass } from '../validity/module-classes.js'
import type { Quantizer } from './effective-settings.js'

/**
 * A small vision-language model with one of everything that the built-in formats speak of: a patch embedding, vision
 * blocks, a batch norm, an activation, a token embedding, attention, layer norms, a dense MLP, a mixture of experts with
 * its router, and the head. It has the quantizers that a release puts into these modules. What an overlay does to a format
 * is judged on it where no real model is given.
 */
export function sampleModel(modelopt: ModelOpt): readonly Quantizer[] {
  const model = models.get(modelopt) ?? builtModel(modelopt)
  models.set(modelopt, model)
  return model
}

const models = new Map<ModelOpt, readonly Quantizer[]>()

function builtModel(modelopt: ModelOpt): readonly Quantizer[] {
  const vision = 'model.visual'
  const language = 'model.language_model'
  const attention = (layer: string) =>
    ['q_proj', 'k_proj', 'v_proj', 'o_proj'].map((name) => `${layer}.self_attn.${name}`)
  const mlp = (block: string) => ['gate_proj', 'up_proj', 'down_proj'].map((name) => `${block}.${name}`)
  const layer = (at: number, rest: readonly string[]) => {
    const name = `${language}.layers.${at}`
    return [
      ...quantizersOf('QuantLinear', [...attention(name), ...rest.map((part) => `${name}.mlp.${part}`)]),
      ...quantizersOf('QuantLayerNorm', [`${name}.input_layernorm`], INPUT_ONLY),
    ]
  }
  const quantizers = [
    ...quantizersOf('QuantConv3d', [`${vision}.patch_embed`]),
    ...quantizersOf('QuantLinear', mlp(`${vision}.blocks.0`)),
    ...quantizersOf('QuantBatchNorm2d', [`${vision}.bn`], INPUT_ONLY),
    ...quantizersOf('QuantLeakyReLU', [`${vision}.act`], INPUT_ONLY),
    ...quantizersOf('QuantEmbedding', [`${language}.embed_tokens`]),
    ...layer(0, ['gate_proj', 'up_proj', 'down_proj']),
    ...layer(1, ['gate', ...mlp('experts.0')]),
    ...quantizersOf('QuantLinear', ['lm_head']),
  ]
  return quantizers.filter(({ parent }) => isModuleClass(parent.replace('Quant', 'nn.'), modelopt))
}

const ALL = ['input', 'output', 'weight']
/** Normalizations and activations have no weights to quantize. */
const INPUT_ONLY = ['input', 'output']

/** The quantizers of modules of one class. */
export function quantizersOf(
  parent: string,
  modules: readonly string[],
  roles: readonly string[] = ALL,
): readonly Quantizer[] {
  return modules.flatMap((module) => roles.map((role) => ({ name: `${module}.${role}_quantizer`, parent })))
}
