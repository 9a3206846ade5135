import { Dict, isDict, isTuple, type Literal, sameLiteral, Tuple } from '../literal/literal.js'
import {
  aBool,
  aDict,
  aFloat,
  anInt,
  anIntNotText,
  aText,
  aTuple,
  either,
  intsByInt,
  oneOf,
  orNull,
  type Reader,
} from './lax.js'
import { isNewer, type ModelOpt } from './modelopt.js'

/** One rule of ModelOpt that a quantizer breaks. */
export interface Problem {
  /** Where, from the value that was checked: `['block_sizes', -1n]`. */
  readonly path: readonly Literal[]
  /** Stable name of the rule, for programs. */
  readonly rule: string
  readonly message: string
}

/**
 * A quantizer's attributes as ModelOpt understands them, or what it refuses: `given` are the ones that were set, in
 * ModelOpt's own order; `attributes` has every default filled in.
 */
export type Checked =
  | { readonly attributes: Dict; readonly given: Dict; readonly problems: readonly [] }
  | { readonly attributes?: never; readonly given?: never; readonly problems: readonly Problem[] }

/** Reads one quantizer's attributes by the rules of a ModelOpt release. */
export function checkAttributes(attributes: Dict, modelopt: ModelOpt): Checked {
  const problems: Problem[] = []
  refuseBareEnable(attributes, [], problems)
  const fields = isNewer(modelopt) ? NEWER : OLDER
  const read = new Map<string, Literal>()
  for (const [key, value] of attributes.entries()) {
    const field = typeof key === 'string' ? fields.get(key) : undefined
    if (field === undefined) {
      problems.push({
        path: [key],
        rule: 'unknown-attribute',
        message: `ModelOpt ${modelopt} has no quantizer attribute ${String(key)}`,
      })
      continue
    }
    const accepted = field.read(value)
    if (accepted === undefined) {
      problems.push({ path: [key], rule: `${String(key)}-type`, message: `${String(key)} must be ${field.wants}` })
    } else read.set(key as string, accepted)
  }
  if (problems.length > 0) return { problems }
  const whole = new Dict([...fields].map(([name, field]) => [name, read.get(name) ?? field.fallback] as const))
  const blocks = checkBlockSizes(whole, modelopt, problems)
  checkBits(whole, modelopt, problems)
  checkExclusions(whole, problems)
  checkBias(whole, problems)
  if (problems.length > 0) return { problems }
  const accepted = whole.with('block_sizes', blocks)
  const given = new Dict([...accepted.entries()].filter(([name]) => read.has(name as string)))
  return { attributes: accepted, given, problems: [] }
}

interface AttributeField {
  readonly read: Reader
  /** What to say that it takes. */
  readonly wants: string
  readonly fallback: Literal
}

const PAIR = aTuple(anInt, 2)
const STATIC_OR_DYNAMIC = oneOf('static', 'dynamic')
const BOOL = (fallback: boolean): AttributeField => ({ read: aBool, wants: 'true or false', fallback })

/** A field that a constructor tuple or a name fills. */
const CALIBRATOR: AttributeField = {
  read: either(
    oneOf('max', 'histogram'),
    aTuple((item) => item),
  ),
  wants: "'max', 'histogram' or a constructor tuple",
  fallback: 'max',
}

const COMMON: readonly (readonly [string, AttributeField])[] = [
  ['axis', { read: orNull(either(anInt, aTuple(anInt))), wants: 'an int, a tuple of ints or null', fallback: null }],
  ['fake_quant', BOOL(true)],
  ['unsigned', BOOL(false)],
  ['narrow_range', BOOL(false)],
  ['learn_amax', { read: (value) => (aBool(value) === false ? false : undefined), wants: 'false', fallback: false }],
  ['type', { read: STATIC_OR_DYNAMIC, wants: "'static' or 'dynamic'", fallback: 'static' }],
  ['block_sizes', { read: orNull(aDict), wants: 'a mapping or null', fallback: null }],
  ['bias', { read: orNull(aDict), wants: 'a mapping or null', fallback: null }],
  [
    'trt_high_precision_dtype',
    { read: oneOf('Float', 'Half', 'BFloat16'), wants: "'Float', 'Half' or 'BFloat16'", fallback: 'Float' },
  ],
  ['calibrator', CALIBRATOR],
]

const OLDER = new Map<string, AttributeField>([
  ['enable', BOOL(true)],
  ['num_bits', { read: either(anInt, PAIR), wants: 'an int or a pair (exponent bits, mantissa bits)', fallback: 8n }],
  ...COMMON,
  ['rotate', BOOL(false)],
  ['pass_through_bwd', BOOL(false)],
])

const NEWER = new Map<string, AttributeField>([
  ['enable', BOOL(true)],
  [
    'num_bits',
    {
      read: either(anIntNotText, PAIR, aText),
      wants: 'an int, a pair (exponent bits, mantissa bits) or a name',
      fallback: 8n,
    },
  ],
  [
    'effective_bits',
    {
      read: orNull(within(aFloat, (bits) => bits > 0 && bits <= 16)),
      wants: 'a number above 0, up to 16',
      fallback: null,
    },
  ],
  ...COMMON,
  ['rotate', { read: either(aBool, readRotation), wants: 'true, false or rotation settings', fallback: false }],
  ['pass_through_bwd', BOOL(true)],
  ['backend', { read: orNull(aText), wants: 'a name or null', fallback: null }],
  ['backend_extra_args', { read: orNull(aDict), wants: 'a mapping or null', fallback: null }],
  ['use_constant_amax', BOOL(false)],
  ['constant_amax', { read: orNull(within(aFloat, (amax) => amax > 0)), wants: 'a number above 0', fallback: null }],
])

function within(reader: Reader, holds: (value: number) => boolean): Reader {
  return (value) => {
    const read = reader(value)
    return typeof read === 'number' && holds(read) ? read : undefined
  }
}

function readRotation(value: Literal): Literal | undefined {
  if (!isDict(value)) return undefined
  const fields = new Map<string, AttributeField>([
    ['enable', BOOL(false)],
    ['mode', { read: oneOf('rotate', 'rotate_back'), wants: '', fallback: 'rotate' }],
    ['rotate_fp32', BOOL(false)],
    ['block_size', { read: orNull(positiveSize), wants: '', fallback: null }],
  ])
  for (const [key, item] of value.entries()) {
    const field = typeof key === 'string' ? fields.get(key) : undefined
    if (field?.read(item) === undefined) return undefined
  }
  return new Dict([...fields].map(([name, field]) => [name, field.read(value.get(name) ?? field.fallback)!] as const))
}

function positiveSize(value: Literal): Literal | undefined {
  const size = typeof value === 'boolean' ? undefined : anInt(value)
  return typeof size === 'bigint' && size > 0n ? size : undefined
}

/** `{enable: true}` and nothing else says nothing that could be quantized with; refused at any depth. */
function refuseBareEnable(dict: Dict, path: readonly Literal[], problems: Problem[]): void {
  if (dict.size === 1 && dict.get('enable') === true) {
    problems.push({ path, rule: 'bare-enable', message: '`enable: true` alone does not say how to quantize' })
  }
  for (const [key, value] of dict.entries()) {
    // Rotation settings are a mapping of their own, in which `enable: true` says enough.
    if (isDict(value) && key !== 'rotate') refuseBareEnable(value, [...path, key], problems)
  }
}

const OLDER_BLOCK_WORDS: readonly string[] = ['type', 'scale_bits', 'scale_block_sizes']
const NEWER_BLOCK_WORDS: readonly string[] = [...OLDER_BLOCK_WORDS, 'four_over_six']

const BLOCK_VALUE = orNull(either(anIntNotText, PAIR, aText, intsByInt))

function checkBlockSizes(whole: Dict, modelopt: ModelOpt, problems: Problem[]): Literal {
  const blocks = whole.get('block_sizes')
  if (!isDict(blocks)) return null
  const words = isNewer(modelopt) ? NEWER_BLOCK_WORDS : OLDER_BLOCK_WORDS
  const read: [string | bigint, Literal][] = []
  for (const [key, value] of blocks.entries()) {
    const path = ['block_sizes', key]
    const dimension = typeof key === 'string' ? key : anInt(key)
    if (typeof dimension !== 'bigint' && !(typeof dimension === 'string' && words.includes(dimension))) {
      problems.push({
        path,
        rule: 'block-sizes-key',
        message: `a block size is keyed by a dimension (an int, unquoted) or one of ${words.join(', ')}, not by ${JSON.stringify(String(key))}`,
      })
      continue
    }
    const size = BLOCK_VALUE(value)
    if (size === undefined || (typeof dimension === 'bigint' && size !== null && typeof size !== 'bigint')) {
      problems.push({ path, rule: 'block-size', message: 'a block size is an int, or null for the whole dimension' })
    } else read.push([dimension, size])
  }
  const dimensions = read.filter(([key]) => typeof key === 'bigint').length
  if (blocks.get('type') === 'dynamic' && dimensions !== 1) {
    problems.push({
      path: ['block_sizes'],
      rule: 'dynamic-block-dimensions',
      message: `dynamic blocks need exactly one dimension, not ${dimensions}`,
    })
  }
  return new Dict(read)
}

/** Floating-point formats, as (exponent bits, mantissa bits). */
const PAIRS = [
  [4n, 3n],
  [5n, 2n],
  [2n, 1n],
  [1n, 2n],
  [3n, 2n],
  [2n, 3n],
].map((pair) => new Tuple(pair))

function checkBits(whole: Dict, modelopt: ModelOpt, problems: Problem[]): void {
  const bits = whole.get('num_bits')
  if (isNewer(modelopt) && whole.get('backend') !== null) return
  if (typeof bits === 'bigint' && bits < 1n) {
    problems.push({ path: ['num_bits'], rule: 'num-bits-positive', message: 'num_bits must be at least 1' })
  }
  if (!isTuple(bits)) return
  if (!PAIRS.some((pair) => sameLiteral(pair, bits))) {
    problems.push({
      path: ['num_bits'],
      rule: 'num-bits-pair',
      message: `E${bits.items[0]}M${bits.items[1]} is no format that ModelOpt knows`,
    })
    return
  }
  const free = isNewer(modelopt) ? PAIRS.filter((_, at) => at === 0 || at === 2) : PAIRS.slice(0, 1)
  const blocks = whole.get('block_sizes')
  if (!free.some((pair) => sameLiteral(pair, bits)) && !(isDict(blocks) && blocks.get('type') === 'dynamic')) {
    problems.push({
      path: ['num_bits'],
      rule: 'pair-needs-dynamic-blocks',
      message: `E${bits.items[0]}M${bits.items[1]} works only with dynamic blocks (block_sizes with type: dynamic)`,
    })
  }
}

function checkExclusions(whole: Dict, problems: Problem[]): void {
  if (whole.get('block_sizes') !== null && whole.get('axis') !== null) {
    problems.push({
      path: ['axis'],
      rule: 'axis-and-block-sizes',
      message: 'axis must be null where block_sizes are given',
    })
  }
  if (whole.get('use_constant_amax') === true && (whole.get('constant_amax') ?? null) !== null) {
    problems.push({
      path: ['constant_amax'],
      rule: 'constant-amax-twice',
      message: 'use_constant_amax and constant_amax exclude each other',
    })
  }
}

const BIAS_WORDS = new Map<string, Reader>([
  ['type', STATIC_OR_DYNAMIC],
  ['method', oneOf('mean', 'max_min')],
])

function checkBias(whole: Dict, problems: Problem[]): void {
  const bias = whole.get('bias')
  if (!isDict(bias)) return
  let dimensions = 0
  for (const [key, value] of bias.entries()) {
    if (typeof key === 'string') {
      if (BIAS_WORDS.get(key)?.(value) === undefined) {
        problems.push({ path: ['bias', key], rule: 'bias-key', message: `bias cannot have ${key}: ${String(value)}` })
      }
    } else if (anInt(key) === undefined) {
      problems.push({ path: ['bias', key], rule: 'bias-key', message: 'bias is keyed by dimensions' })
    } else dimensions++
  }
  if (dimensions === 0)
    problems.push({ path: ['bias'], rule: 'bias-dimensions', message: 'bias needs at least one dimension' })
}
