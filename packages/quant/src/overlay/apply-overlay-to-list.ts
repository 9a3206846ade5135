import { raise } from '@hydraconf/core'
import { Dict, isDict, isList, isTruthy, type Literal } from '../literal/literal.js'
import { generalFor, type OverlayOptions, overlayKey, overlayQuantizer } from './apply-overlay.js'
import * as refuse from './messages.js'

/**
 * A base config of the list style (ModelOpt 0.44 and newer) with a granularity overlay on it.
 *
 * It agrees with `applyOverlay` through the safe converter: laying an overlay on a dict config and converting it gives
 * what converting it and laying the overlay on the list gives.
 *
 * - A pattern addresses every entry of exactly that name that has no `parent_class`; `default` addresses `*`.
 * - An entry's own `enable` counts as one of its attributes, before and after.
 * - A pattern that no entry names is added at the end (for `default`: at the front, where it applies).
 *
 * @throws HydraconfError as `applyOverlay` does.
 */
export function applyOverlayToList(base: Dict, overlay: Literal, options: OverlayOptions = {}): Dict {
  if (!isTruthy(overlay)) return base
  const quantCfg = base.get('quant_cfg')
  if (!isList(quantCfg)) throw raise(refuse.quantCfgNotList(quantCfg))
  if (!isDict(overlay)) throw raise(refuse.overlayNotMapping(overlay))
  let entries: readonly Literal[] = quantCfg
  for (const [pattern, attributes] of overlay.entries()) {
    const name = overlayKey(pattern, options)
    if (!isDict(attributes)) throw raise(refuse.overrideNotMapping(name, attributes))
    entries = overlayEntries(entries, name === 'default' ? '*' : name, attributes)
  }
  return base.with('quant_cfg', entries)
}

function overlayEntries(entries: readonly Literal[], name: string, overlay: Dict): readonly Literal[] {
  let isAddressed = false
  const merged = entries.map((entry) => {
    if (!isDict(entry) || entry.get('quantizer_name') !== name || (entry.get('parent_class') ?? null) !== null)
      return entry
    isAddressed = true
    return withAttributes(entry, overlayQuantizer(attributesOf(entry), overlay, name))
  })
  if (isAddressed) return merged
  const general = generalFor(name, (each) => lastOf(entries, each)?.get('cfg'))
  const added = withAttributes(new Dict([['quantizer_name', name]]), overlayQuantizer(general, overlay, name))
  return name === '*' ? [added, ...merged] : [...merged, added]
}

/** The last entry of a name, for modules of every class. */
function lastOf(entries: readonly Literal[], name: string): Dict | undefined {
  return entries
    .filter(isDict)
    .findLast((entry) => entry.get('quantizer_name') === name && (entry.get('parent_class') ?? null) === null)
}

/** An entry's attributes as the dict style would have them: its `enable` among them, last. */
function attributesOf(entry: Dict): Literal {
  const cfg = entry.get('cfg') ?? null
  const enable = entry.get('enable')
  if (enable === undefined || isList(cfg)) return cfg
  return (isDict(cfg) ? cfg : new Dict()).with('enable', enable)
}

function withAttributes(entry: Dict, attributes: Literal): Dict {
  if (!isDict(attributes)) return entry.with('cfg', attributes)
  const cfg = attributes.without('enable')
  const base = cfg.size > 0 ? entry.with('cfg', cfg) : entry
  return attributes.has('enable') ? base.with('enable', attributes.get('enable')!) : base
}
