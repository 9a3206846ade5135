import { describeOrigin, type Origin } from '@hydraconf/core'
import { isDict, isList, type Literal, sameLiteral } from '../literal/literal.js'
import { pythonLiteral } from '../literal/python.js'
import { toTypedJson } from '../literal/typed-json.js'
import { at, type Study } from '../preflight/study.js'
import { isModuleClass } from '../validity/entries.js'
import type { CommandHost } from './command-host.js'
import { studyOfJob } from './job-preflight.js'
import { table } from './table.js'
import type { Words } from './words.js'

/** One attribute of one pattern. */
interface AttributeRow {
  readonly pattern: string
  readonly attribute: string
  readonly base: Literal | undefined
  readonly overlay: Literal | undefined
  readonly result: Literal | undefined
  readonly setBy: 'base' | 'overlay' | 'removed'
  readonly origin: Origin
}

export function showCommand({ modelopt, json }: Words, host: CommandHost): number {
  const study = studyOfJob(host.compose(), modelopt)
  const rows = attributeRows(study)
  if (json) {
    host.out(`${JSON.stringify({ ...headOf(study), rows: rows.map(plainRow) }, null, 2)}\n`)
    return 0
  }
  host.out(`${titleOf(study)}\n\n`)
  host.out(
    table(
      ['pattern', 'attribute', 'base', 'overlay', 'result', 'set by'],
      rows.map((row) => [
        row.pattern,
        row.attribute,
        shown(row.base),
        shown(row.overlay),
        shown(row.result),
        row.setBy === 'base'
          ? study.format.name
          : `${row.setBy === 'removed' ? 'removed by ' : ''}${describeOrigin(row.origin)}`,
      ]),
    ),
  )
  return 0
}

export function diffCommand({ modelopt, json }: Words, host: CommandHost): number {
  const study = studyOfJob(host.compose(), modelopt)
  const changed = attributeRows(study).filter((row) => !same(row.base, row.result))
  if (json) {
    host.out(`${JSON.stringify({ ...headOf(study), changed: changed.map(plainRow) }, null, 2)}\n`)
    return 0
  }
  host.out(`--- ${study.format.name}\n+++ ${study.format.name} with ${study.overlay.name}\n`)
  for (const row of changed) {
    host.out(`@@ ${row.pattern} @@  ${describeOrigin(row.origin)}\n`)
    if (row.base !== undefined) host.out(`-${row.attribute}: ${shown(row.base)}\n`)
    if (row.result !== undefined) host.out(`+${row.attribute}: ${shown(row.result)}\n`)
  }
  if (changed.length === 0) host.out('(no difference)\n')
  return 0
}

function attributeRows(study: Study): readonly AttributeRow[] {
  const before = patternsOf(study.base.get('quant_cfg') ?? null)
  const after = patternsOf(study.effective.get('quant_cfg') ?? null)
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
            (at(study.overlay.value, [pattern, name]) ?? at(study.overlay.value, [pattern]))?.origin ??
            study.formatOrigin,
        }
      })
    })
  })
}

/** Attributes by pattern, in both styles; the classes' own patterns are no business of an overlay. */
function patternsOf(quantCfg: Literal): Map<string, Literal> {
  const patterns = new Map<string, Literal>()
  if (isDict(quantCfg)) {
    for (const [key, value] of quantCfg.entries()) if (!isModuleClass(String(key))) patterns.set(String(key), value)
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

function same(a: Literal | undefined, b: Literal | undefined): boolean {
  return a === undefined || b === undefined ? a === b : sameLiteral(a, b)
}

export function shown(value: Literal | undefined): string {
  return value === undefined ? '-' : pythonLiteral(value)
}

function titleOf({ format, overlay, modelopt, pair }: Study): string {
  return `${pair.name}: ${format.name} (${format.kind}, ModelOpt ${modelopt}) with ${overlay.name}`
}

function headOf({ format, overlay, modelopt, pair }: Study) {
  return { pair: pair.name, format: format.name, kind: format.kind, modelopt, overlay: overlay.name }
}

function plainRow({ base, overlay, result, origin, ...rest }: AttributeRow) {
  const plain = (value: Literal | undefined) => (value === undefined ? undefined : toTypedJson(value))
  return { ...rest, base: plain(base), overlay: plain(overlay), result: plain(result), origin: describeOrigin(origin) }
}
