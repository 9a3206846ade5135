import type { Quantizer } from './settings.js'

/**
 * A small vision-language model with one of everything that the built-in formats speak of: a patch embedding, vision
 * blocks, a batch norm, an activation, attention, a dense MLP, a mixture of experts with its router, and the head.
 * What an overlay does to a format is judged on it where no real model is given.
 */
export function sampleModel(): readonly Quantizer[] {
  const vision = 'model.visual'
  const layers = 'model.language_model.layers'
  const attention = (layer: string) =>
    ['q_proj', 'k_proj', 'v_proj', 'o_proj'].map((name) => `${layer}.self_attn.${name}`)
  const mlp = (block: string) => ['gate_proj', 'up_proj', 'down_proj'].map((name) => `${block}.${name}`)
  return [
    ...quantizersOf('QuantConv3d', [`${vision}.patch_embed`]),
    ...quantizersOf('QuantLinear', mlp(`${vision}.blocks.0`)),
    ...quantizersOf('QuantBatchNorm2d', [`${vision}.bn`], false),
    ...quantizersOf('QuantLeakyReLU', [`${vision}.act`], false),
    ...quantizersOf('QuantLinear', [
      ...attention(`${layers}.0`),
      ...mlp(`${layers}.0.mlp`),
      ...attention(`${layers}.1`),
      `${layers}.1.mlp.gate`,
      ...mlp(`${layers}.1.mlp.experts.0`),
      'lm_head',
    ]),
  ]
}

/** The quantizers of modules of one class; normalizations and activations have no weights to quantize. */
export function quantizersOf(parent: string, modules: readonly string[], hasWeight = true): readonly Quantizer[] {
  const kinds = hasWeight ? ['input', 'output', 'weight'] : ['input', 'output']
  return modules.flatMap((module) => kinds.map((kind) => ({ name: `${module}.${kind}_quantizer`, parent })))
}
