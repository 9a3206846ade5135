import { Dict, isDict, type Literal, Tuple } from '../literal/literal.js'

/**
 * The formats that the sensitivity pipeline adds to ModelOpt's own, each derived from built-in ones by a rule. They can
 * be derived only where the built-in formats are dicts (until ModelOpt 0.43).
 */
export function deriveCustom(builtIn: Lookup): ReadonlyMap<string, Dict> {
  const formats = new Map<string, Dict>()
  for (const [name, rule] of RULES) {
    const derived = rule(builtIn)
    if (derived !== undefined) formats.set(name, derived)
  }
  return formats
}

type Lookup = (name: string) => Dict | undefined
type Rule = (builtIn: Lookup) => Dict | undefined

const OFF = new Dict([['enable', false]])
const tensorWise = (bits: Literal) =>
  new Dict([
    ['num_bits', bits],
    ['axis', null],
    ['enable', true],
  ])
const INT8 = tensorWise(8n)
const INT4 = tensorWise(4n)
const FP8 = tensorWise(new Tuple([4n, 3n]))

/** Names are looked up here before ModelOpt's own, so an equal name hides the built-in one. */
const RULES: readonly (readonly [string, Rule])[] = [
  ['FP8_ALL_LAYERS_CFG', (builtIn) => allLayers(builtIn('FP8_DEFAULT_CFG'))],
  ['INT8_LM_DEFAULT_CFG', (builtIn) => builtIn('INT8_DEFAULT_CFG')],
  ['INT8_ALL_LAYERS_CFG', (builtIn) => allLayers(builtIn('INT8_DEFAULT_CFG'))],
  ['INT8_WEIGHT_ONLY_CFG', (builtIn) => withInput(builtIn('INT8_DEFAULT_CFG'), OFF)],
  ['FP8_WEIGHT_ONLY_CFG', (builtIn) => withInput(builtIn('FP8_DEFAULT_CFG'), OFF)],
  ['INT8_WEIGHT_FP8_ACT_CFG', (builtIn) => withInput(builtIn('INT8_DEFAULT_CFG'), inputOf(builtIn('FP8_DEFAULT_CFG')))],
  ['INT8_WEIGHT_INT4_ACT_CFG', (builtIn) => withInput(builtIn('INT8_DEFAULT_CFG'), INT4)],
  ['FP8_WEIGHT_INT8_ACT_CFG', (builtIn) => withInput(builtIn('FP8_DEFAULT_CFG'), INT8)],
  ['FP8_WEIGHT_INT4_ACT_CFG', (builtIn) => withInput(builtIn('FP8_DEFAULT_CFG'), INT4)],
  ['INT4_WEIGHT_FP8_ACT_CFG', (builtIn) => withInput(builtIn('INT4_BLOCKWISE_WEIGHT_ONLY_CFG'), FP8)],
  ['INT4_WEIGHT_INT8_ACT_CFG', (builtIn) => withInput(builtIn('INT4_BLOCKWISE_WEIGHT_ONLY_CFG'), INT8)],
  ['INT4_WEIGHT_INT4_ACT_CFG', (builtIn) => withInput(builtIn('INT4_BLOCKWISE_WEIGHT_ONLY_CFG'), INT4)],
  ['NVFP4_WEIGHT_INT8_ACT_CFG', (builtIn) => withInput(builtIn('NVFP4_DEFAULT_CFG'), INT8)],
  ['NVFP4_WEIGHT_INT4_ACT_CFG', (builtIn) => withInput(builtIn('NVFP4_DEFAULT_CFG'), INT4)],
  ['NVFP4_WEIGHT_ONLY_CFG', (builtIn) => withInput(builtIn('NVFP4_DEFAULT_CFG'), OFF)],
  ['MXFP4_WEIGHT_ONLY_CFG', (builtIn) => withInput(builtIn('MXFP4_DEFAULT_CFG'), OFF)],
]

/** The base with other activations; its weights, exceptions and algorithm stay. */
function withInput(base: Dict | undefined, input: Literal | undefined): Dict | undefined {
  const quantizers = base?.get('quant_cfg')
  if (base === undefined || !isDict(quantizers) || input === undefined) return undefined
  return base.with('quant_cfg', quantizers.with('*input_quantizer', input))
}

/** Only the two general patterns, and everything else as the base quantizes its inputs: no layer is left out. */
function allLayers(base: Dict | undefined): Dict | undefined {
  const quantizers = base?.get('quant_cfg')
  const input = inputOf(base)
  if (base === undefined || !isDict(quantizers) || !isDict(input)) return undefined
  const weight = quantizers.get('*weight_quantizer')!
  const everything = new Dict([
    ['num_bits', input.get('num_bits')!],
    ['axis', input.get('axis') ?? null],
    ['enable', true],
  ])
  return base.with(
    'quant_cfg',
    new Dict([
      ['*weight_quantizer', weight],
      ['*input_quantizer', input],
      ['default', everything],
    ]),
  )
}

function inputOf(base: Dict | undefined): Literal | undefined {
  const quantizers = base?.get('quant_cfg')
  return isDict(quantizers) ? quantizers.get('*input_quantizer') : undefined
}
