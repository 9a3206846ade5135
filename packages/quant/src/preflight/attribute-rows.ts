import type { Origin } from '@hydraconf/core'
import { isDict, isList, type Literal, sameLiteral } from '../literal/literal.js'
import { valueAt } from '../literal/value-at.js'
import type { ModelOpt } from '../release/version.js'
import { isModuleClass } from '../validity/module-classes.js'
import type { Study } from './study.js'

/** One attribute of one pattern. */
export interface AttributeRow {
  readonly pattern: string
  readonly attribute: string
  readonly base: Literal | undefined
  readonly overlay: Literal | undefined
  readonly result: Literal | undefined
  readonly setBy: 'base' | 'overlay' | 'removed'
  readonly origin: Origin
}

/** Every attribute of every pattern, before the overlay and with it, and what set it. */
export function attributeRows(study: Study): readonly AttributeRow[] {
  const before = patternsOf(study.base.get('quant_cfg') ?? null, study.modelopt)
  const after = patternsOf(study.effective.get('quant_cfg') ?? null, study.modelopt)
  return [...after].flatMap(([pattern, result]) => {
    const base = before.get(pattern)
    const overlay = study.overlay.overrides.get(pattern === '*' ? 'default' : pattern)
    return sequences(base, result).flatMap(([suffix, from, to]) => {
      const names = new Set([...keysOf(from), ...keysOf(to)])
      return [...names].map((name): AttributeRow => {
        const given = isDict(overlay) ? overlay.get(name) : undefined
        const value = attributeOf(to, name)
        const held = attributeOf(from, name)
        return {
          pattern: pattern + suffix,
          attribute: name,
          base: held,
          overlay: given,
          result: value,
          setBy: value === undefined ? 'removed' : given === undefined ? 'base' : 'overlay',
          origin:
            (valueAt(study.overlay.value, [pattern, name]) ?? valueAt(study.overlay.value, [pattern]))?.origin ??
            study.formatOrigin,
        }
      })
    })
  })
}

/** Attributes by pattern, in both styles; the classes' own patterns are no business of an overlay. */
function patternsOf(quantCfg: Literal, modelopt: ModelOpt): Map<string, Literal> {
  const patterns = new Map<string, Literal>()
  if (isDict(quantCfg)) {
    for (const [key, value] of quantCfg.entries())
      if (!isModuleClass(String(key), modelopt)) patterns.set(String(key), value)
  }
  if (isList(quantCfg)) {
    for (const entry of quantCfg) {
      if (!isDict(entry) || entry.has('parent_class')) continue
      const cfg = entry.get('cfg') ?? null
      const enable = entry.get('enable')
      const attributes = isDict(cfg) && enable !== undefined ? cfg.with('enable', enable) : cfg
      patterns.set(String(entry.get('quantizer_name')), attributes ?? entry.without('quantizer_name'))
    }
  }
  return patterns
}

function sequences(
  base: Literal | undefined,
  result: Literal,
): readonly (readonly [string, Literal | undefined, Literal])[] {
  if (!isList(result)) return [['', base, result]]
  return result.map((item, index) => [`[${index}]`, isList(base) ? base[index] : undefined, item] as const)
}

function keysOf(value: Literal | undefined): readonly string[] {
  return isDict(value) ? value.keys().map(String) : []
}

function attributeOf(attributes: Literal | undefined, name: string): Literal | undefined {
  return isDict(attributes) ? attributes.get(name) : undefined
}

/** The attributes that the overlay changes. */
export function changedRows(study: Study): readonly AttributeRow[] {
  return attributeRows(study).filter((row) => !same(row.base, row.result))
}

function same(a: Literal | undefined, b: Literal | undefined): boolean {
  return a === undefined || b === undefined ? a === b : sameLiteral(a, b)
}
