import { type Effective, effectiveSettings, type Quantizer } from '../effective/effective-settings.js'
import { isDict, type Literal } from '../literal/literal.js'
import type { ModelOpt } from '../release/version.js'
import type { Step } from '../validity/entries.js'
import { type Layer, quantizersOfLayers } from './layer-names.js'

/**
 * How names are matched: `quantize` sees full names; `auto_quantize` applies a config to each module alone, where a
 * quantizer is called just `weight_quantizer`, so that patterns with a module's name in them never match.
 */
export type Matching = 'quantize' | 'auto_quantize'

export interface LayerReport {
  readonly quantizers: readonly Effective[]
  /** Steps that match no quantizer, by index. */
  readonly idle: readonly number[]
  /** Block sizes that do not divide the dimension that they split. */
  readonly indivisible: readonly Indivisible[]
}

export interface Indivisible {
  readonly layer: Layer
  readonly quantizer: string
  /** The dimension as written: `-1` is the last. */
  readonly dimension: bigint
  readonly blockSize: bigint
  readonly length: number
}

/** What a config does to the layers of a real model. */
export function reportLayers(
  layers: readonly Layer[],
  steps: readonly Step[],
  { modelopt, matching }: { readonly modelopt: ModelOpt; readonly matching: Matching },
): LayerReport {
  const full = quantizersOfLayers(layers)
  const seen = matching === 'quantize' ? full : full.map(alone)
  const quantizers = effectiveSettings(seen, steps, modelopt).map((each, at) => ({ ...each, quantizer: full[at]! }))
  const hit = new Set(quantizers.flatMap((each) => each.matched))
  return {
    quantizers,
    idle: steps.map((_, at) => at).filter((at) => !hit.has(at)),
    indivisible: quantizers.flatMap((each, at) => indivisibleBlocks(layers[Math.floor(at / 3)]!, each)),
  }
}

function alone({ name, parent }: Quantizer): Quantizer {
  return { name: name.slice(name.lastIndexOf('.') + 1), parent }
}

/** Blocks of a weight split its own dimensions; blocks of an input split its last one, the weight's columns. */
function indivisibleBlocks(layer: Layer, { quantizer, settings }: Effective): readonly Indivisible[] {
  const { shape } = layer
  if (shape === undefined || quantizer.name.endsWith('output_quantizer')) return []
  const isWeight = quantizer.name.endsWith('weight_quantizer')
  return settings.flatMap(({ enabled, attributes }) => {
    const blocks = attributes.get('block_sizes')
    if (!enabled || !isDict(blocks)) return []
    return [...blocks.entries()].flatMap(([dimension, size]): Indivisible[] => {
      if (typeof dimension !== 'bigint' || !isPositive(size) || (!isWeight && dimension !== -1n)) return []
      const length = shape.at(Number(dimension))
      if (length === undefined || length % Number(size) === 0) return []
      return [{ layer, quantizer: quantizer.name, dimension, blockSize: size, length }]
    })
  })
}

function isPositive(size: Literal): size is bigint {
  return typeof size === 'bigint' && size > 0n
}
