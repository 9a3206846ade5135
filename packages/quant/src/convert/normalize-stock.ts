import { raise } from '@hydraconf/core'
import { Dict, isDict, isList, type Literal } from '../literal/literal.js'
import type { ModelOpt } from '../release/version.js'
import { checkAttributes } from '../validity/attributes.js'
import { aBool } from '../validity/coercion.js'
import { isEmptyCfg, stepsOfList } from '../validity/entries.js'
import { entriesOf } from '../validity/entry-forms.js'
import { invalidQuantCfg } from '../validity/messages.js'

/**
 * What ModelOpt's own converter (0.44 and newer) makes of a `quant_cfg` in the dict style: one entry a key, in key order.
 *
 * It keeps `default` where it stood. Since later entries win and the built-in dict formats have `default: off` last,
 * most of them come out with every quantizer disabled: use `dictToList` to keep the meaning.
 *
 * @throws HydraconfError `ConfigValueError` or `ValidationError` where ModelOpt's converter refuses.
 */
export function normalizeStock(quantCfg: Literal, modelopt: ModelOpt): readonly Dict[] {
  return entriesOf(quantCfg).map((entry) => normalizeEntry(entry, modelopt))
}

function normalizeEntry(entry: Literal, modelopt: ModelOpt): Dict {
  const { problems } = stepsOfList([entry], modelopt)
  if (problems.length > 0 || !isDict(entry)) throw raise(invalidQuantCfg(problems[0]!))
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
