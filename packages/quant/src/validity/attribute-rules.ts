import { type Literal, Tuple } from '../literal/literal.js'
import type { ModelOpt } from '../release/version.js'
import {
  aBool,
  aDict,
  aFloat,
  anInt,
  anIntNotText,
  aText,
  aTuple,
  biasDict,
  type Coercion,
  either,
  oneOf,
  orNull,
  within,
} from './coercion.js'
import { readRotation } from './rotation.js'

/**
 * The attributes of a quantizer by the release that they hold from, in ModelOpt's own order. Of several rules for one
 * attribute the newest that a release has is its rule. The borders were read in every release from 0.33 to 0.47.
 */
export interface AttributeRule {
  readonly name: string
  /** The first release that has it so; undefined: as long as anybody looked. */
  readonly since?: ModelOpt
  readonly read: Coercion
  /** What to say that it takes. */
  readonly wants: string
  /** What it is where nothing is said. */
  readonly fallback: Literal
}

const PAIR = aTuple(anInt, 2)

const bool = (name: string, fallback: boolean, since?: ModelOpt): AttributeRule => ({
  name,
  ...(since === undefined ? {} : { since }),
  read: aBool,
  wants: 'true or false',
  fallback,
})

export const ATTRIBUTE_RULES: readonly AttributeRule[] = [
  bool('enable', true),
  {
    name: 'num_bits',
    read: either(anInt, PAIR),
    wants: 'an int or a pair (exponent bits, mantissa bits)',
    fallback: 8n,
  },
  {
    name: 'num_bits',
    since: '0.41',
    read: either(anIntNotText, PAIR, aText),
    wants: 'an int, a pair (exponent bits, mantissa bits) or a name',
    fallback: 8n,
  },
  {
    name: 'effective_bits',
    since: '0.46',
    read: orNull(within(aFloat, (bits) => bits > 0 && bits <= 16)),
    wants: 'a number above 0, up to 16',
    fallback: null,
  },
  {
    name: 'axis',
    read: orNull(either(anInt, aTuple(anInt))),
    wants: 'an int, a tuple of ints or null',
    fallback: null,
  },
  bool('fake_quant', true),
  bool('unsigned', false),
  bool('narrow_range', false),
  {
    name: 'learn_amax',
    read: (value) => (aBool(value) === false ? false : undefined),
    wants: 'false',
    fallback: false,
  },
  { name: 'type', read: oneOf('static', 'dynamic'), wants: "'static' or 'dynamic'", fallback: 'static' },
  { name: 'block_sizes', read: orNull(aDict), wants: 'a mapping or null', fallback: null },
  { name: 'bias', read: orNull(biasDict), wants: 'a mapping or null', fallback: null },
  {
    name: 'trt_high_precision_dtype',
    read: oneOf('Float', 'Half', 'BFloat16'),
    wants: "'Float', 'Half' or 'BFloat16'",
    fallback: 'Float',
  },
  {
    name: 'calibrator',
    read: either(
      oneOf('max', 'histogram'),
      aTuple((item) => item),
    ),
    wants: "'max', 'histogram' or a constructor tuple",
    fallback: 'max',
  },
  bool('rotate', false),
  {
    name: 'rotate',
    since: '0.43',
    read: either(aBool, readRotation(['enable', 'rotate_fp32', 'block_size'])),
    wants: 'true, false or rotation settings',
    fallback: false,
  },
  {
    name: 'rotate',
    since: '0.46',
    read: either(aBool, readRotation(['enable', 'mode', 'rotate_fp32', 'block_size'])),
    wants: 'true, false or rotation settings',
    fallback: false,
  },
  bool('pass_through_bwd', false, '0.35'),
  bool('pass_through_bwd', true, '0.43'),
  { name: 'backend', since: '0.41', read: orNull(aText), wants: 'a name or null', fallback: null },
  { name: 'backend_extra_args', since: '0.41', read: orNull(aDict), wants: 'a mapping or null', fallback: null },
  bool('use_constant_amax', false, '0.43'),
  {
    name: 'constant_amax',
    since: '0.46',
    read: orNull(within(aFloat, (amax) => amax > 0)),
    wants: 'a number above 0',
    fallback: null,
  },
]

/** The words that `block_sizes` may have as keys, beside dimensions. */
export const BLOCK_WORDS: readonly { readonly word: string; readonly since?: ModelOpt }[] = [
  { word: 'type' },
  { word: 'scale_bits' },
  { word: 'scale_block_sizes' },
  { word: 'four_over_six', since: '0.46' },
]

const pair = (exponent: bigint, mantissa: bigint): Tuple => new Tuple([exponent, mantissa])

/** Floating-point numbers as (exponent bits, mantissa bits), and since when validation lets them go without dynamic blocks. */
export const BIT_PAIRS: readonly { readonly pair: Tuple; readonly freeSince?: ModelOpt }[] = [
  { pair: pair(4n, 3n), freeSince: '0' },
  { pair: pair(5n, 2n) },
  { pair: pair(2n, 1n), freeSince: '0.42' },
  { pair: pair(1n, 2n) },
  { pair: pair(3n, 2n) },
  { pair: pair(2n, 3n) },
]

/** Since when a quantizer with a `backend` may have any `num_bits`. */
export const BACKEND_FREES_BITS: ModelOpt = '0.41'

/** Since when `rotate: {enable: true}` is not taken for a quantizer that says nothing else. */
export const ROTATION_MAY_BE_BARE: ModelOpt = '0.46'
