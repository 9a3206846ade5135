import { raise, readInt } from '@hydraconf/core'
import { Dict, type DictKey, isDict, isList, isTruthy, isTuple, type Literal } from '../literal/literal.js'
import * as refuse from './messages.js'

/** The quantizer patterns that every format has, or should have; an overlay may always address them. */
export const OVERLAY_KEYS = ['*input_quantizer', '*weight_quantizer', 'default'] as const

export interface OverlayOptions {
  /** Whether an overlay may address patterns of its own too, such as `*q_proj*weight_quantizer`. */
  readonly ownPatterns?: boolean
}

/** Keys of `block_sizes` that are words; every other key names a dimension. */
const BLOCK_WORDS = new Set<DictKey>(['type', 'scale_bits', 'scale_block_sizes'])

/**
 * A base ModelOpt config with a granularity overlay on it. The base must be in the dict format; for the list format
 * see `applyOverlayToList`.
 *
 * - An empty overlay gives the base as it is, whatever its format.
 * - A pattern that the base lacks starts empty and goes to the end (where it is an enabled quantizer: see preflight).
 * - A list of quantizers (a sequential quantizer) takes the overlay in each of its entries.
 * - `axis` and `block_sizes` exclude each other: the overlay's one removes the base's other one.
 * - `block_sizes` merges key by key, `scale_block_sizes` in it is replaced whole; other attributes are replaced.
 * - `default` changes only when the overlay names it.
 * - A pattern of the overlay's own (where it may have one) that the base lacks starts as the general pattern that it is a
 *   case of: the bits stay those of the format.
 *
 * @throws HydraconfError `ConfigTypeError` or `ConfigValueError`; its `code` names the rule that refused.
 */
export function applyOverlay(base: Literal, overlay: Literal, options: OverlayOptions = {}): Dict {
  const config = asDict(base)
  if (!isTruthy(overlay)) return config
  const quantCfg = config.get('quant_cfg')
  if (!isDict(quantCfg)) throw raise(refuse.quantCfgNotMapping(quantCfg))
  if (!isDict(overlay)) throw raise(refuse.overlayNotMapping(overlay))
  let quantizers: Dict = quantCfg
  for (const [pattern, attributes] of overlay.entries()) {
    const name = overlayKey(pattern, options)
    if (!isDict(attributes)) throw raise(refuse.overrideNotMapping(name, attributes))
    const before = quantizers
    const held = before.get(name) ?? generalFor(name, (general) => before.get(general))
    quantizers = before.with(name, overlayQuantizer(held, attributes, name))
  }
  return config.with('quant_cfg', quantizers)
}

/** A key of an overlay that it may have. */
export function overlayKey(key: DictKey, { ownPatterns = false }: OverlayOptions): string {
  const isKnown = OVERLAY_KEYS.includes(key as never) || (ownPatterns && isPattern(key))
  if (!isKnown || typeof key !== 'string') throw raise(refuse.unsupportedKey(key, OVERLAY_KEYS, ownPatterns))
  return key
}

/** A pattern of full quantizer names, or a name itself. */
export function isPattern(key: DictKey): key is string {
  return typeof key === 'string' && (/[*?[]/.test(key) || key.includes('.'))
}

/** What a pattern of the overlay's own starts as: the entry for all weights, or for all inputs, whose case it is. */
export function generalFor(pattern: string, entry: (general: string) => Literal | undefined): Literal {
  if (OVERLAY_KEYS.includes(pattern as never)) return null
  const general = OVERLAY_KEYS.find((key) => key.startsWith('*') && pattern.endsWith(key.slice(1)))
  return general === undefined ? null : (entry(general) ?? null)
}

/** One quantizer's attributes, or a sequence of them, under an overlay's attributes. `where` is for messages. */
export function overlayQuantizer(base: Literal, overlay: Dict, where: string): Literal {
  if (base === null) return overlayAttributes(new Dict(), overlay, where)
  if (isList(base)) {
    if (base.length === 0) throw raise(refuse.baseEmptyList(where))
    return base.map((entry, at) => overlayQuantizer(entry, overlay, `${where}][${at}`))
  }
  if (!isDict(base)) throw raise(refuse.baseNotMapping(where, base))
  return overlayAttributes(base, overlay, where)
}

function overlayAttributes(base: Dict, overlay: Dict, where: string): Dict {
  if (overlay.has('axis') && overlay.has('block_sizes')) throw raise(refuse.axisAndBlockSizes(where))
  let merged = base
  const given = overlay.get('block_sizes')
  const held = base.get('block_sizes')
  if (given !== undefined) {
    if (!isDict(given)) throw raise(refuse.overrideBlockSizesNotMapping(where, given))
    if (held !== undefined && held !== null && !isDict(held)) throw raise(refuse.baseBlockSizesNotMapping(where, held))
    merged = merged.without('axis').with('block_sizes', mergeBlockSizes(held ?? null, given))
  }
  if (overlay.has('axis')) merged = merged.without('block_sizes')
  for (const [attribute, value] of overlay.entries()) {
    if (attribute !== 'block_sizes') merged = merged.with(attribute, value)
  }
  if (merged.has('axis') && merged.has('block_sizes')) throw raise(refuse.bothAfterMerge(where))
  if (!merged.has('block_sizes')) return merged
  const blocks = merged.get('block_sizes') ?? null
  if (!isDict(blocks)) throw raise(refuse.baseBlockSizesNotMapping(where, blocks))
  return merged.with('block_sizes', normalizeBlockSizes(blocks))
}

function mergeBlockSizes(base: Dict | null, overlay: Dict): Dict {
  return new Dict([
    ...(base === null ? [] : normalizeBlockSizes(base).entries()),
    ...normalizeBlockSizes(overlay).entries(),
  ])
}

/** Dimension keys as ints (`"-1"` is `-1`), also inside `scale_block_sizes`; the first spelling's place is kept. */
function normalizeBlockSizes(blocks: Dict): Dict {
  return new Dict(
    [...blocks.entries()].map(([key, value]) => {
      if (key !== 'scale_block_sizes') return [dimensionKey(key), value] as const
      if (!isDict(value)) throw raise(refuse.scaleBlockSizesNotMapping(value))
      return [key, normalizeBlockSizes(value)] as const
    }),
  )
}

function dimensionKey(key: DictKey): DictKey {
  if (typeof key !== 'string' || BLOCK_WORDS.has(key)) return key
  return readInt(key) ?? key
}

/** As Python's `dict(base)`: an empty sequence is an empty dict. */
function asDict(base: Literal): Dict {
  if (isDict(base)) return base
  const isEmpty = base === '' || (isList(base) && base.length === 0) || (isTuple(base) && base.items.length === 0)
  if (!isEmpty) throw raise(refuse.baseConfigNotMapping(base))
  return new Dict()
}
