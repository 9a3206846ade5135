import {
  type Chain,
  Dict,
  effectiveSettings,
  fromTypedJson,
  type ModelOpt,
  type Quantizer,
  quantizersOf,
  toTypedJson,
  validSteps,
} from '@hydraconf/quant'
import type { Answer, Case } from '../../suite.js'
import { releaseOf } from './release-of.js'

export const answer = (testCase: Case): Answer => {
  const { modelopt } = releaseOf(testCase)
  const { steps } = validSteps(fromTypedJson(testCase.input) as Dict, modelopt)
  const effective = effectiveSettings(model(modelopt), steps, modelopt)
  return {
    expect: {
      settings: Object.fromEntries(
        effective.flatMap(({ quantizer, chain }) => [[quantizer.name, shown(chain)], ...inner(quantizer.name, chain)]),
      ),
    },
  }
}

/** The four modules that the cases speak of. In 0.44.0 an embedding had no quantizers. */
function model(modelopt: ModelOpt): readonly Quantizer[] {
  return [
    ...quantizersOf('QuantLinear', ['fc', 'lm_head']),
    ...quantizersOf('QuantLayerNorm', ['ln'], ['input', 'output']),
    ...(modelopt === '0.44.0' ? [] : quantizersOf('QuantEmbedding', ['emb'])),
  ]
}

/** The recording names what is inside a sequence in a sequence once more. */
function inner(name: string, chain: Chain): readonly (readonly [string, unknown])[] {
  if (!Array.isArray(chain)) return []
  return chain.flatMap((item, at) =>
    Array.isArray(item) ? item.map((each, i): readonly [string, unknown] => [`${name}.${at}.${i}`, shown(each)]) : [],
  )
}

function shown(chain: Chain): unknown {
  if (Array.isArray(chain)) return chain.map(shown)
  const { enabled, attributes } = chain as { enabled: boolean; attributes: Dict }
  return toTypedJson(
    new Dict([
      ['enabled', enabled],
      ['num_bits', attributes.get('num_bits')!],
      ['axis', attributes.get('axis') ?? null],
      ['block_sizes', attributes.get('block_sizes') ?? null],
      ['dynamic', attributes.get('type') === 'dynamic'],
    ]),
  )
}
