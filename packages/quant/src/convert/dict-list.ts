import { raise } from '@hydraconf/core'
import { Dict, isDict, isList, type Literal } from '../literal/literal.js'
import { notQuantCfg } from '../validity/messages.js'
import { isModuleClass } from '../validity/module-classes.js'
import { notExpressible } from './messages.js'

/**
 * A dict-style `quant_cfg` (ModelOpt until 0.43) as the list style of 0.44 and newer, meaning kept: every quantizer
 * that was enabled does the same, every other one stays off.
 *
 * `default` goes to the front, because the dict style applies it first wherever it stands. ModelOpt's own converter
 * leaves it in its place (see `normalizeStock`), which switches most formats off as a whole.
 */
export function dictToList(quantizers: Dict): readonly Dict[] {
  const first: Dict[] = []
  const rest: Dict[] = []
  for (const [key, value] of quantizers.entries()) {
    const name = String(key)
    if (name === 'default') first.push(entryOf('*', undefined, value))
    else if (isModuleClass(name, DICT_STYLE)) {
      if (!isDict(value)) throw raise(notQuantCfg(value))
      for (const [pattern, attributes] of value.entries()) rest.push(entryOf(String(pattern), name, attributes))
    } else rest.push(entryOf(name, undefined, value))
  }
  return [...first, ...rest]
}

/** The last release of the dict style: the classes that a key of it may name. */
const DICT_STYLE = '0.43'

/** The `enable` of one attribute dict becomes the entry's own; in a sequence each keeps its own. */
function entryOf(pattern: string, parentClass: string | undefined, value: Literal): Dict {
  let entry = new Dict([['quantizer_name', pattern]])
  if (parentClass !== undefined) entry = entry.with('parent_class', parentClass)
  if (!isDict(value)) return entry.with('cfg', value)
  const attributes = value.without('enable')
  if (attributes.size > 0) entry = entry.with('cfg', attributes)
  return value.has('enable') ? entry.with('enable', value.get('enable')!) : entry
}

/**
 * A list-style `quant_cfg` as the dict style, where the dict style can say it.
 *
 * @throws HydraconfError `ConfigValueError` where it cannot: a `*` entry behind others, a pattern named twice with
 * another one between, an entry that only switches on, or a class that the dict style does not know.
 */
export function listToDict(entries: readonly Literal[]): Dict {
  let quantizers = new Dict()
  for (const [at, entry] of entries.entries()) {
    if (!isDict(entry)) throw raise(notQuantCfg(entry))
    const pattern = String(entry.get('quantizer_name'))
    const parentClass = entry.get('parent_class') ?? null
    const attributes = attributesOf(entry, at)
    if (parentClass !== null) {
      const name = String(parentClass)
      if (!isModuleClass(name, DICT_STYLE)) throw raise(notExpressible(at, `the dict style has no class ${name}`))
      const inner = quantizers.get(name)
      quantizers = quantizers.with(name, (isDict(inner) ? inner : new Dict()).with(pattern, attributes))
      continue
    }
    const key = pattern === '*' ? 'default' : pattern
    if (key === 'default' && at > 0)
      throw raise(notExpressible(at, 'the dict style applies `default` before all others'))
    if (quantizers.has(key) && quantizers.keys().at(-1) !== key) {
      throw raise(notExpressible(at, `'${pattern}' was set before, and the dict style holds a pattern once`))
    }
    quantizers = quantizers.with(key, attributes)
  }
  return quantizers
}

function attributesOf(entry: Dict, at: number): Literal {
  const cfg = entry.get('cfg') ?? null
  const enable = entry.get('enable')
  if (cfg === null) {
    if (enable === true) throw raise(notExpressible(at, 'the dict style cannot switch on without saying how'))
    return new Dict([['enable', false]])
  }
  if (enable === undefined) return cfg
  if (isList(cfg)) return cfg.map((item) => (isDict(item) ? item.with('enable', enable) : item))
  return isDict(cfg) ? cfg.with('enable', enable) : cfg
}
