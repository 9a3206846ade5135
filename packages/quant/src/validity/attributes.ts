import { Dict, isDict, isList, isTuple, type Literal, sameLiteral } from '../literal/literal.js'
import { isSince, type ModelOpt } from '../release/version.js'
import {
  ATTRIBUTE_RULES,
  type AttributeRule,
  BACKEND_FREES_BITS,
  BIT_PAIRS,
  BLOCK_WORDS,
  ROTATION_MAY_BE_BARE,
} from './attribute-rules.js'
import { anInt, anIntNotText, aText, aTuple, either, intsByInt, oneOf, orNull } from './coercion.js'

/** One rule of ModelOpt that a quantizer breaks. */
export interface Problem {
  /** Where, from the value that was checked: `['block_sizes', -1n]`. */
  readonly path: readonly Literal[]
  /** Stable name of the rule, for programs. */
  readonly rule: string
  readonly message: string
  /** Set where validation passes and it is refused only when the config is applied to a model. */
  readonly when?: 'applied'
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
  refuseBareEnable(attributes, isSince(modelopt, ROTATION_MAY_BE_BARE), [], problems)
  const rules = rulesOf(modelopt)
  const read = new Map<string, Literal>()
  for (const [key, value] of attributes.entries()) {
    const rule = typeof key === 'string' ? rules.get(key) : undefined
    if (rule === undefined) {
      problems.push({ path: [key], rule: 'unknown-attribute', message: unknownAttribute(key, modelopt) })
      continue
    }
    const accepted = rule.read(value)
    if (accepted === undefined) {
      problems.push({ path: [key], rule: `${String(key)}-type`, message: `${String(key)} must be ${rule.wants}` })
    } else read.set(key as string, accepted)
  }
  if (problems.length > 0) return { problems }
  const whole = new Dict([...rules].map(([name, rule]) => [name, read.get(name) ?? rule.fallback] as const))
  const blocks = checkBlockSizes(whole, modelopt, problems)
  checkBits(whole, modelopt, problems)
  checkExclusions(whole, problems)
  checkBias(whole, problems)
  if (problems.length > 0) return { problems }
  const accepted = whole.with('block_sizes', blocks)
  const given = new Dict([...accepted.entries()].filter(([name]) => read.has(name as string)))
  return { attributes: accepted, given, problems: [] }
}

/** The attributes that a release has, each with its rule there. */
function rulesOf(modelopt: ModelOpt): ReadonlyMap<string, AttributeRule> {
  const known = byRelease.get(modelopt)
  if (known !== undefined) return known
  const rules = new Map<string, AttributeRule>()
  for (const rule of ATTRIBUTE_RULES) {
    if (rule.since === undefined || isSince(modelopt, rule.since)) rules.set(rule.name, rule)
  }
  byRelease.set(modelopt, rules)
  return rules
}

const byRelease = new Map<ModelOpt, ReadonlyMap<string, AttributeRule>>()

/** All attributes of a quantizer of which nothing is said. */
export function defaultAttributes(modelopt: ModelOpt): Dict {
  return new Dict([...rulesOf(modelopt)].map(([name, { fallback }]) => [name, fallback] as const))
}

function unknownAttribute(key: Literal, modelopt: ModelOpt): string {
  const later = ATTRIBUTE_RULES.find(({ name }) => name === key)?.since
  const since = later === undefined ? '' : `; it came with ${later}`
  return `ModelOpt ${modelopt} has no quantizer attribute ${String(key)}${since}`
}

/** `{enable: true}` and nothing else says nothing that could be quantized with; refused at any depth, lists included. */
function refuseBareEnable(
  value: Literal,
  mayRotationBeBare: boolean,
  path: readonly Literal[],
  problems: Problem[],
): void {
  if (isList(value)) {
    for (const [at, item] of value.entries()) refuseBareEnable(item, mayRotationBeBare, [...path, BigInt(at)], problems)
  }
  if (!isDict(value)) return
  if (value.size === 1 && value.get('enable') === true) {
    problems.push({ path, rule: 'bare-enable', message: '`enable: true` alone does not say how to quantize' })
  }
  for (const [key, item] of value.entries()) {
    if (key === 'rotate' && mayRotationBeBare) continue
    refuseBareEnable(item, mayRotationBeBare, [...path, key], problems)
  }
}

const BLOCK_VALUE = orNull(either(anIntNotText, aTuple(anInt, 2), aText, intsByInt))

function checkBlockSizes(whole: Dict, modelopt: ModelOpt, problems: Problem[]): Literal {
  const blocks = whole.get('block_sizes')
  if (!isDict(blocks)) return null
  const words = BLOCK_WORDS.filter(({ since }) => since === undefined || isSince(modelopt, since)).map(
    ({ word }) => word,
  )
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

function checkBits(whole: Dict, modelopt: ModelOpt, problems: Problem[]): void {
  const bits = whole.get('num_bits')
  if (isSince(modelopt, BACKEND_FREES_BITS) && whole.get('backend') !== null) return
  if (typeof bits === 'bigint' && bits < 1n) {
    problems.push({ path: ['num_bits'], rule: 'num-bits-positive', message: 'num_bits must be at least 1' })
  }
  if (!isTuple(bits)) return
  const known = BIT_PAIRS.find(({ pair }) => sameLiteral(pair, bits))
  if (known === undefined) {
    problems.push({
      path: ['num_bits'],
      rule: 'num-bits-pair',
      message: `E${bits.items[0]}M${bits.items[1]} is no format that ModelOpt knows`,
    })
    return
  }
  const isFree = known.freeSince !== undefined && isSince(modelopt, known.freeSince)
  const blocks = whole.get('block_sizes')
  if (!isFree && !(isDict(blocks) && blocks.get('type') === 'dynamic')) {
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

const BIAS_WORDS = new Map([
  ['type', oneOf('static', 'dynamic')],
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
    } else dimensions++
  }
  if (dimensions === 0)
    problems.push({ path: ['bias'], rule: 'bias-dimensions', message: 'bias needs at least one dimension' })
}
