import type { Complaint, ErrorType } from '@hydraconf/core'
import { type DictKey, isDict, isList, isTuple, type Literal } from '../literal/literal.js'
import { pythonLiteral } from '../literal/python.js'

/** The words of the overlay rules. `where` is a quantizer pattern, with `][i` behind it inside a sequence. */

export const baseConfigNotMapping = (got: Literal) =>
  complain('ConfigTypeError', 'base_config_not_mapping', `A base format must be a mapping, not ${kindOf(got)}.`)

export const quantCfgNotMapping = (got: Literal | undefined) =>
  complain(
    'ConfigTypeError',
    'quant_cfg_not_mapping',
    got === undefined
      ? 'The base format has no `quant_cfg`.'
      : `\`quant_cfg\` of the base format is ${kindOf(got)}; this merge needs a mapping of quantizer patterns.`,
    got !== undefined && isList(got)
      ? 'ModelOpt 0.44 and newer write `quant_cfg` as a list: use applyOverlayToList for it.'
      : undefined,
  )

export const quantCfgNotList = (got: Literal | undefined) =>
  complain(
    'ConfigTypeError',
    'quant_cfg_not_list',
    `\`quant_cfg\` of the base format is ${got === undefined ? 'missing' : kindOf(got)}; this merge needs a list of entries.`,
    got !== undefined && isDict(got) ? 'It is in the dict style: use applyOverlay for it.' : undefined,
  )

export const overlayNotMapping = (got: Literal) =>
  complain('ConfigTypeError', 'overlay_not_mapping', `\`quant_cfg_overrides\` must be a mapping, not ${kindOf(got)}.`)

export const unsupportedKey = (key: DictKey, allowed: readonly string[], orPatterns = false) =>
  complain(
    'ConfigValueError',
    'unsupported_key',
    `An overlay cannot address ${pythonLiteral(key)}.`,
    `It may set ${allowed.map((each) => `'${each}'`).join(', ')}${orPatterns ? ', or patterns of quantizer names such as *q_proj*weight_quantizer' : ''}.`,
  )

export const overrideNotMapping = (where: string, got: Literal) =>
  complain(
    'ConfigTypeError',
    'override_not_mapping',
    `What an overlay sets for '${where}' must be a mapping of quantizer attributes, not ${kindOf(got)}.`,
  )

export const baseEmptyList = (where: string) =>
  complain(
    'ConfigValueError',
    'base_empty_list',
    `quant_cfg[${where}] of the base format is an empty list of quantizers.`,
  )

export const baseNotMapping = (where: string, got: Literal) =>
  complain(
    'ConfigTypeError',
    'base_not_mapping',
    `quant_cfg[${where}] of the base format is ${kindOf(got)}, not quantizer attributes or a list of them.`,
  )

export const axisAndBlockSizes = (where: string) =>
  complain(
    'ConfigValueError',
    'override_axis_and_block_sizes',
    `The overlay sets both \`axis\` and \`block_sizes\` for ${where}.`,
    'They are two ways to say where scales are shared: keep one.',
  )

export const overrideBlockSizesNotMapping = (where: string, got: Literal) =>
  complain(
    'ConfigTypeError',
    'override_block_sizes_not_mapping',
    `\`block_sizes\` that the overlay sets for ${where} must be a mapping, not ${kindOf(got)}.`,
  )

export const baseBlockSizesNotMapping = (where: string, got: Literal) =>
  complain(
    'ConfigTypeError',
    'base_block_sizes_not_mapping',
    `\`block_sizes\` of ${where} in the base format must be a mapping, not ${kindOf(got)}.`,
  )

export const bothAfterMerge = (where: string) =>
  complain(
    'ConfigValueError',
    'both_after_merge',
    `With the overlay, ${where} has both \`axis\` and \`block_sizes\`.`,
    'The base has both, and the overlay chooses neither: let it set the one that is meant.',
  )

export const scaleBlockSizesNotMapping = (got: Literal) =>
  complain(
    'ConfigTypeError',
    'scale_block_sizes_not_mapping',
    `\`scale_block_sizes\` inside \`block_sizes\` must be a mapping, not ${kindOf(got)}.`,
  )

function complain(type: ErrorType, code: string, message: string, advice?: string): Complaint {
  return { type, code, message, advice }
}

function kindOf(value: Literal): string {
  if (value === null) return 'null'
  if (isDict(value)) return 'a mapping'
  if (isTuple(value)) return 'a tuple'
  if (isList(value)) return 'a list'
  if (typeof value === 'string') return 'a string'
  if (typeof value === 'boolean') return 'a boolean'
  return typeof value === 'bigint' ? 'an int' : 'a float'
}
