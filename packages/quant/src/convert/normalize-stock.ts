import { raise } from '@hydraconf/core'
import { Dict, isDict, isList, isTuple, type Literal } from '../literal/literal.js'
import { checkAttributes } from '../validity/attributes.js'
import { isEmptyCfg, stepsOfList } from '../validity/entries.js'
import { aBool } from '../validity/lax.js'
import type { ModelOpt } from '../validity/modelopt.js'
import { invalidQuantCfg, notQuantCfg } from './messages.js'

/**
 * What ModelOpt's own converter makes of a `quant_cfg` in the dict style: one entry a key, in key order.
 *
 * It keeps `default` where it stood. Since later entries win and the built-in dict formats have `default: off` last,
 * most of them come out with every quantizer disabled: use `dictToList` to keep the meaning.
 *
 * @throws HydraconfError `ConfigValueError` or `ValidationError` where ModelOpt's converter refuses.
 */
export function normalizeStock(quantCfg: Literal, modelopt: ModelOpt = 'main'): readonly Dict[] {
  const items = isTuple(quantCfg) ? quantCfg.items : quantCfg
  if (!isDict(items) && !isList(items)) throw raise(notQuantCfg(items))
  const entries = isDict(items) ? legacyEntries(items) : items.flatMap(entriesOfItem)
  return entries.map((entry) => normalizeEntry(entry, modelopt))
}

/** An item of a list is an entry when it names a quantizer, else a dict-style config of its own. */
function entriesOfItem(item: Literal): readonly Dict[] {
  if (!isDict(item) || item.size === 0) throw raise(notQuantCfg(item))
  return item.has('quantizer_name') ? [item] : legacyEntries(item)
}

function legacyEntries(quantizers: Dict): readonly Dict[] {
  return [...quantizers.entries()].flatMap(([key, value]) => {
    const name = String(key)
    if (!name.startsWith('nn.')) return [legacyEntry(name === 'default' ? '*' : name, undefined, value)]
    if (!isDict(value)) throw raise(notQuantCfg(value))
    return [...value.entries()].map(([pattern, attributes]) => {
      const inner = String(pattern)
      return legacyEntry(inner === 'default' ? '*' : inner, name, attributes)
    })
  })
}

/** `enable` moves from the attributes to the entry; nothing left is a bare switch. */
function legacyEntry(pattern: string, parentClass: string | undefined, value: Literal): Dict {
  let entry = new Dict([['quantizer_name', pattern]])
  if (parentClass !== undefined) entry = entry.with('parent_class', parentClass)
  if (value === null) return entry.with('cfg', null)
  if (!isDict(value)) return entry.with('cfg', value)
  const attributes = value.without('enable')
  entry = entry.with('cfg', attributes.size === 0 ? null : attributes)
  return value.has('enable') ? entry.with('enable', value.get('enable')!) : entry
}

function normalizeEntry(entry: Dict, modelopt: ModelOpt): Dict {
  const { problems } = stepsOfList([entry], modelopt)
  if (problems.length > 0) throw raise(invalidQuantCfg(problems[0]!))
  let normal = new Dict([['quantizer_name', entry.get('quantizer_name')!]])
  const parentClass = entry.get('parent_class') ?? null
  if (parentClass !== null) normal = normal.with('parent_class', parentClass)
  const cfg = entry.get('cfg') ?? null
  normal = normal.with('cfg', isEmptyCfg(cfg) ? null : givenAttributes(cfg, modelopt))
  return entry.has('enable') ? normal.with('enable', aBool(entry.get('enable')!)!) : normal
}

function givenAttributes(cfg: Literal, modelopt: ModelOpt): Literal {
  if (isList(cfg)) return cfg.map((item) => givenAttributes(item, modelopt))
  return isDict(cfg) ? (checkAttributes(cfg, modelopt).given ?? null) : null
}
