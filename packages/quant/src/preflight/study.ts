import { keyId, type MapValue, type Origin, raise, type Value } from '@hydraconf/core'
import { configFor } from '../export/export-config.js'
import { type Format, formatsOf, resolveFormat } from '../format/formats.js'
import { GROUP } from '../group/option-files.js'
import { literalOfValue } from '../literal/from-value.js'
import { Dict, isDict, isList, type Literal } from '../literal/literal.js'
import { applyOverlay } from '../overlay/apply-overlay.js'
import { applyOverlayToList } from '../overlay/apply-overlay-to-list.js'
import type { ModelOpt } from '../validity/modelopt.js'
import { notInConfig } from './messages.js'

/** What a composed config asks for: a base format, and an overlay on it. */
export interface Study {
  readonly modelopt: ModelOpt
  readonly pair: { readonly name: string; readonly origin: Origin }
  readonly format: Format
  readonly formatOrigin: Origin
  readonly overlay: {
    readonly name: string
    readonly overrides: Dict
    readonly value: Value | undefined
    readonly origin: Origin
  }
  /** The base format for this release, without the overlay. */
  readonly base: Dict
  /** With it: what ModelOpt is given. */
  readonly effective: Dict
}

export interface StudyOptions {
  readonly modelopt: ModelOpt
  /** Where the pair and the overlay are in the config; the groups' own names unless a defaults list put them elsewhere. */
  readonly pairKey?: string
  readonly overlayKey?: string
  /** Name of the overlay where several options were chosen together; the config itself keeps only the last one's. */
  readonly overlayName?: string | undefined
}

/**
 * Reads the pair and the overlay out of a composed, resolved config and lays one on the other.
 *
 * A format that the release does not have, or has only as a custom one that cannot be derived for it, is taken from
 * 0.40.0 and converted with its meaning kept.
 *
 * @throws HydraconfError `ConfigKeyError` when the config has no pair, `ConfigValueError` for an unknown format, and
 * whatever `applyOverlay` refuses
 */
export function studyOf(config: MapValue, options: StudyOptions): Study {
  const { modelopt, pairKey = 'quant_pair', overlayKey = GROUP } = options
  const pair = at(config, [pairKey])
  const formatName = at(config, [pairKey, 'format_name'])
  if (pair === undefined || formatName?.kind !== 'str') throw raise(notInConfig(`${pairKey}.format_name`))
  const name = at(config, [pairKey, 'name'])
  const group = at(config, [overlayKey])
  const overrides = at(config, [overlayKey, 'quant_cfg_overrides'])
  const overlayName = at(config, [overlayKey, 'name'])
  const format = formatFor(formatName.value, modelopt)
  const base = configFor(format.config, modelopt)
  const overlay = overrides === undefined ? new Dict() : literalOfValue(overrides)
  return {
    modelopt,
    pair: { name: name?.kind === 'str' ? name.value : formatName.value, origin: pair.origin },
    format,
    formatOrigin: formatName.origin,
    overlay: {
      name: options.overlayName ?? (overlayName?.kind === 'str' ? overlayName.value : 'default'),
      overrides: isDict(overlay) ? overlay : new Dict(),
      value: overrides,
      origin: (overrides ?? group ?? pair).origin,
    },
    base,
    effective: overlaid(base, overlay),
  }
}

function formatFor(name: string, modelopt: ModelOpt): Format {
  return formatsOf(modelopt).get(name) ?? formatsOf('0.40.0').get(name) ?? resolveFormat(name, { modelopt })
}

function overlaid(base: Dict, overlay: Literal): Dict {
  return isList(base.get('quant_cfg')) ? applyOverlayToList(base, overlay) : applyOverlay(base, overlay)
}

/** The value under keys, as they are: patterns hold dots and stars that a key path would read otherwise. */
export function at(value: Value | undefined, keys: readonly Literal[]): Value | undefined {
  let here = value
  for (const key of keys) {
    if (here?.kind !== 'map') return undefined
    const id = typeof key === 'string' || typeof key === 'bigint' ? keyId(key) : undefined
    here = id === undefined ? undefined : here.items.get(id)
  }
  return here
}
