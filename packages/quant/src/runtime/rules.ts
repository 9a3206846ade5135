import { globMatcher } from '@hydraconf/core'
import { type Dict, isDict, isTuple, type Literal, sameLiteral } from '../literal/literal.js'
import type { ModelOpt } from '../release/version.js'
import { E4M3, isBlockSizeIgnored, isDynamicNvfp4, isE2m1, TRITON_FP4_SINCE } from './block-size-kernel.js'
import { type Device, isCpu } from './device.js'
import type { QuantizedModel } from './quantized-model.js'

/**
 * What is known to happen when a config runs that its validation does not say. Each rule holds for some releases and some
 * devices; the documentation prints this table.
 */
export interface RuntimeRule {
  readonly rule: string
  /** `fails`: the run ends there; `no-effect`: it runs, and what was asked for does nothing; `surprises`; `costs` time. */
  readonly outcome: 'fails' | 'no-effect' | 'surprises' | 'costs'
  /** The first release that it holds for, and the first that it no longer holds for; left out: no end is known. */
  readonly since?: ModelOpt
  readonly until?: ModelOpt
  readonly devices: Devices
  /** What is asked for, in a few words: for the table. */
  readonly asks: string
  /** What comes of it. */
  readonly happens: string
  /** What ModelOpt says, if it ends. */
  readonly error?: string
  /** The place in ModelOpt's source. */
  readonly source: string
  /** The runs in which it was seen. */
  readonly evidence: string
  /** Where a config does that: the enabled quantizers, or the steps. */
  readonly find: (model: QuantizedModel) => readonly Hit[]
}

export interface Devices {
  /** `GPUs from 2022 on`, for messages and the table. */
  readonly words: string
  readonly includes: (device: Device) => boolean
}

/** One place of a config that a rule speaks of. */
export interface Hit {
  /** The step that sets the quantizer, an index; undefined: none does. */
  readonly step: number | undefined
  /** More of this place than the rule says. */
  readonly detail?: string
}

const EVERYWHERE: Devices = { words: 'every device', includes: () => true }
const ON_CPU: Devices = { words: 'a CPU', includes: isCpu }
const ON_GPU: Devices = { words: 'a GPU', includes: (device) => !isCpu(device) }
const NEW_GPU: Devices = {
  words: `GPUs from 2022 on (compute capability ${TRITON_FP4_SINCE} and newer, with Triton)`,
  includes: ({ capability = 0 }) => capability >= TRITON_FP4_SINCE,
}
const OLD_GPU: Devices = {
  words: `GPUs from before 2022 (compute capability below ${TRITON_FP4_SINCE})`,
  includes: ({ capability }) => capability !== undefined && capability < TRITON_FP4_SINCE,
}

export const RUNTIME_RULES: readonly RuntimeRule[] = [
  {
    rule: 'bits-need-blocks',
    outcome: 'fails',
    devices: EVERYWHERE,
    asks: 'E2M1 (FP4) or another pair of bits than E4M3, without blocks: the overlay took them away, or each is a whole dimension',
    happens: 'the first forward pass ends: without blocks only E4M3 can be computed',
    error: 'NotImplementedError: Only support E=4 & M=3 for now.',
    source: 'tensor_quant.py, scaled_e4m3',
    evidence: '0.47.0: 16 jobs of conf/ on CPU, 8 of them on H200; 27 formats with overlays on CPU',
    find: ({ enabled }) => hits(enabled, ({ attributes }) => isPairWithoutBlocks(attributes)),
  },
  {
    rule: 'whole-dimension-with-calibration',
    outcome: 'fails',
    devices: EVERYWHERE,
    asks: 'per-token inputs (a null block size) with smoothquant, awq_lite, awq_full or svdquant',
    happens: 'the null block size becomes an axis at run time, and the calibration finds both',
    error: 'AssertionError: Axis and block_sizes are both set.',
    source: 'nn/modules/tensor_quantizer.py',
    evidence: '0.40.0 and 0.47.0: CPU',
    find: ({ enabled, method }) =>
      CALIBRATES_INPUTS.test(method)
        ? hits(enabled, ({ attributes, name }) => name.endsWith('input_quantizer') && isWholeDimension(attributes))
        : [],
  },
  {
    rule: 'dynamic-blocks-need-cuda',
    outcome: 'fails',
    devices: ON_CPU,
    asks: 'dynamic blocks: NVFP4 and the MX formats',
    happens: 'they are computed on a GPU only',
    error:
      'AssertionError: amax must be a CUDA tensor for dynamic block quantization. (MX: RuntimeError: Skipping extension modelopt_cuda_ext_mx because CUDA is not available.)',
    source: 'tensor_quant.py, _dynamic_block_quantize_impl',
    evidence: '0.40.0 and 0.47.0: 20 jobs of conf/ and 73 formats with overlays on CPU',
    find: ({ enabled }) => hits(enabled, ({ attributes }) => isDynamicBlocks(attributes)),
  },
  {
    rule: 'static-fp4-needs-triton',
    outcome: 'fails',
    since: '0.43',
    devices: ON_CPU,
    asks: 'E2M1 (FP4) in static blocks: four-over-six, and formats that search their scales',
    happens: 'they are computed by Triton, on a GPU',
    error: 'RuntimeError: static_blockwise_fp4_fake_quant requires triton.',
    source: 'tensor_quant.py, StaticBlockwiseFP4FakeQuantFunction',
    evidence: '0.47.0: 9 formats with overlays on CPU',
    find: ({ enabled }) => hits(enabled, ({ attributes }) => isStaticFp4(attributes)),
  },
  {
    rule: 'nvfp4-block-size-ignored',
    outcome: 'no-effect',
    devices: NEW_GPU,
    asks: 'NVFP4 in dynamic blocks of another size than 16',
    happens:
      'the fake quantization runs a Triton kernel that is not given the block size: it computes blocks of 16 whatever is asked for',
    source: 'tensor_quant.py, _dynamic_block_quantize_impl',
    evidence:
      '0.40.0 and 0.47.0: H200, w_group64 and w_group128 on wfp4_afp16 and wfp4_afp8, logits bit for bit those of 16',
    find: ({ enabled }) => hits(enabled, ({ attributes }) => isBlockSizeIgnored(attributes), blocksAsked),
  },
  {
    rule: 'nvfp4-block-size-honoured',
    outcome: 'costs',
    devices: OLD_GPU,
    asks: 'NVFP4 in dynamic blocks of another size than 16',
    happens:
      'a CUDA extension computes them with the size that is asked for, so that results differ from those of newer GPUs; it is compiled when it is first used',
    source: 'tensor_quant.py, _dynamic_block_quantize_impl',
    evidence: 'read in the source of 0.40.0 and 0.47.0; not run',
    find: ({ enabled }) => hits(enabled, ({ attributes }) => isBlockSizeIgnored(attributes), blocksAsked),
  },
  {
    rule: 'enables-no-weights',
    outcome: 'fails',
    since: '0.47',
    devices: EVERYWHERE,
    asks: 'weights (by a pattern), and none of them is enabled in the model',
    happens:
      'quantize refuses it; until 0.46 it went on and quantized nothing. Formats for experts do that on a dense model',
    error: 'RuntimeError: The quantization config asks for weight quantization but no weight quantizer is enabled',
    source: 'model_quant.py, _check_weight_quantization_took_effect',
    evidence: '0.47.0: NVFP4_EXPERTS_ONLY_CFG and 6 recipes on a dense model, CPU',
    find: (model) => (asksForNoWeight(model) ? [{ step: lastAsking(model) }] : []),
  },
  {
    rule: 'no-deny-all',
    outcome: 'surprises',
    devices: EVERYWHERE,
    asks: 'a format without an entry for everything (`*`): those of the KV cache, used alone',
    happens: 'what no entry names stays as it is built: on, INT8, embeddings and lm_head included',
    source: 'nn/modules/quant_module.py',
    evidence: '0.47.0: FP8_KV_CFG on CPU, 39 quantizers of a small model',
    find: ({ enabled }) => {
      const unnamed = enabled.filter(({ step }) => step === undefined)
      return unnamed.length === 0 ? [] : [{ step: undefined, detail: `${unnamed.length} quantizers of the model` }]
    },
  },
  {
    rule: 'affine-kv',
    outcome: 'fails',
    since: '0.44',
    devices: EVERYWHERE,
    asks: 'a static bias (FP8_AFFINE_KV_CFG, NVFP4_AFFINE_KV_CFG) through quantize',
    happens: 'the bias is never calibrated, and the first forward pass ends',
    error: "AttributeError: 'TensorQuantizer' object has no attribute '_bias_value'",
    source: 'nn/modules/tensor_quantizer.py, _get_bias',
    evidence: '0.47.0: 18 formats with overlays on CPU',
    find: ({ enabled }) => hits(enabled, ({ attributes }) => isStaticBias(attributes)),
  },
  {
    rule: 'rotation-needs-package',
    outcome: 'fails',
    devices: EVERYWHERE,
    asks: 'rotated inputs (NVFP4_KV_ROTATE_CFG)',
    happens: 'it needs the package fast_hadamard_transform, which ModelOpt does not install',
    error: 'ModuleNotFoundError: Package `fast_hadamard_transform` not found',
    source: 'nn/functional.py, normalized_hadamard_transform',
    evidence: '0.47.0: 6 formats with overlays on CPU',
    find: ({ enabled }) => hits(enabled, ({ attributes }) => isRotated(attributes.get('rotate'))),
  },
  {
    rule: 'extension-at-first-use',
    outcome: 'costs',
    devices: ON_GPU,
    asks: 'INT8, FP8 or MX quantizers',
    happens:
      'a CUDA extension is compiled when one is first used (over a minute each, with nvcc and ninja): a sweep of processes on fresh containers pays it every time',
    source: 'extensions.py',
    evidence: '0.47.0: H200, 67 s and over 80 s on 16 cores',
    find: ({ enabled }) =>
      hits(enabled, ({ attributes }) => !isDynamicNvfp4(attributes) && !isStaticFp4(attributes)).slice(0, 1),
  },
]

interface EnabledQuantizer {
  readonly name: string
  readonly attributes: Dict
  readonly step: number | undefined
}

/** One hit a step, however many quantizers it sets. */
function hits(
  enabled: readonly EnabledQuantizer[],
  holds: (quantizer: EnabledQuantizer) => boolean,
  detail?: (attributes: Dict) => string,
): readonly Hit[] {
  const found = new Map<number | undefined, Hit>()
  for (const each of enabled) {
    if (found.has(each.step) || !holds(each)) continue
    found.set(each.step, { step: each.step, ...(detail === undefined ? {} : { detail: detail(each.attributes) }) })
  }
  return [...found.values()]
}

const CALIBRATES_INPUTS = /^(?:smoothquant|awq_lite|awq_full|svdquant)$/

function blocksOf(attributes: Dict): Dict | undefined {
  const blocks = attributes.get('block_sizes')
  return isDict(blocks) ? blocks : undefined
}

function sizesOf(blocks: Dict): readonly Literal[] {
  return [...blocks.entries()].filter(([key]) => typeof key === 'bigint').map(([, size]) => size)
}

/** `{-1: null}`: ModelOpt makes an axis of it at run time. */
function isWholeDimension(attributes: Dict): boolean {
  const blocks = blocksOf(attributes)
  return blocks !== undefined && sizesOf(blocks).every((size) => size === null)
}

function isDynamicBlocks(attributes: Dict): boolean {
  return blocksOf(attributes)?.get('type') === 'dynamic' && !isWholeDimension(attributes)
}

/** Blocks that are not dynamic carry other pairs than E4M3 no better than none do, but for NVFP4's. */
function isPairWithoutBlocks(attributes: Dict): boolean {
  const bits = attributes.get('num_bits')
  if (!isTuple(bits) || sameLiteral(bits, E4M3) || (attributes.get('backend') ?? null) !== null) return false
  return !isDynamicBlocks(attributes) && !isStaticFp4(attributes)
}

function isStaticFp4(attributes: Dict): boolean {
  const blocks = blocksOf(attributes)
  if (blocks === undefined || blocks.get('type') === 'dynamic' || isWholeDimension(attributes)) return false
  return isE2m1(attributes.get('num_bits')) && sameLiteral(blocks.get('scale_bits') ?? null, E4M3)
}

function isStaticBias(attributes: Dict): boolean {
  const bias = attributes.get('bias')
  return isDict(bias) && bias.get('type') !== 'dynamic'
}

function isRotated(rotate: Literal | undefined): boolean {
  return rotate === true || (isDict(rotate) && rotate.get('enable') === true)
}

function blocksAsked(attributes: Dict): string {
  return `blocks of ${String(blocksOf(attributes)?.get(-1n))} are asked for`
}

/** Whether patterns ask for weights, as their last entries leave them, and no weight quantizer is on in the end. */
function asksForNoWeight(model: QuantizedModel): boolean {
  return lastAsking(model) !== undefined && !model.enabled.some(({ name }) => name.includes('weight_quantizer'))
}

function lastAsking({ steps }: QuantizedModel): number | undefined {
  const last = new Map(steps.map((step, at) => [step.pattern, at]))
  return [...last.values()].find((at) => steps[at]!.enable !== false && asksForWeights(steps[at]!.pattern))
}

function asksForWeights(pattern: string): boolean {
  return pattern.includes('weight_quantizer') || globMatcher(pattern)('weight_quantizer')
}
