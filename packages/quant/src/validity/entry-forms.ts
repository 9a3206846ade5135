import { raise } from '@hydraconf/core'
import { Dict, isDict, isList, isTuple, type Literal } from '../literal/literal.js'
import { notQuantCfg } from './messages.js'

/**
 * A `quant_cfg` of whatever form as the entries that ModelOpt (0.44 and newer) makes of it: entries as they are, and for
 * the old dict form one entry a key, in key order. An item of a list that names no quantizer is in the old form too, so
 * that one which forgot its `quantizer_name` is a pattern called `cfg`.
 *
 * `default` becomes `*` where it stands. In the built-in dict formats that is behind all others, where it switches them
 * off: `dictToList` keeps the meaning instead.
 *
 * @throws HydraconfError `ConfigValueError` for what is neither
 */
export function entriesOf(quantCfg: Literal): readonly Literal[] {
  const items = isTuple(quantCfg) ? quantCfg.items : quantCfg
  if (isDict(items)) return legacyEntries(items)
  if (!isList(items)) throw raise(notQuantCfg(items))
  return items.flatMap(entriesOfItem)
}

function entriesOfItem(item: Literal): readonly Dict[] {
  if (!isDict(item)) throw raise(notQuantCfg(item))
  if (item.has('quantizer_name')) return [item]
  const isLegacy = item.size === 1 || item.keys().some((key) => typeof key === 'string' && key.startsWith('nn.'))
  if (!isLegacy) throw raise(notQuantCfg(item))
  return legacyEntries(item)
}

function legacyEntries(quantizers: Dict): readonly Dict[] {
  return [...quantizers.entries()].flatMap(([key, value]) => {
    if (typeof key !== 'string' || !key.startsWith('nn.'))
      return [legacyEntry(key === 'default' ? '*' : key, undefined, value)]
    if (!isDict(value)) throw raise(notQuantCfg(value))
    return [...value.entries()].map(([pattern, attributes]) => {
      if (!isDict(attributes)) throw raise(notQuantCfg(attributes))
      return legacyEntry(pattern, key, attributes)
    })
  })
}

/** `enable` moves from the attributes to the entry; nothing left is a bare switch. */
function legacyEntry(pattern: Literal, parentClass: string | undefined, value: Literal): Dict {
  let entry = new Dict([['quantizer_name', pattern]])
  if (parentClass !== undefined) entry = entry.with('parent_class', parentClass)
  if (!isDict(value)) return entry.with('cfg', value)
  const attributes = value.without('enable')
  entry = entry.with('cfg', attributes.size === 0 ? null : attributes)
  const enable = value.get('enable') ?? null
  return enable === null ? entry : entry.with('enable', enable)
}
