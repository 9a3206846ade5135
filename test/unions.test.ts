import {
  following,
  HydraconfError,
  type MapValue,
  map,
  merge,
  parseYaml,
  toYaml,
  update,
  type Value,
} from '@hydraconf/core'
import { expect, test } from 'vitest'
import { type ClassDeclaration, declaredConfigs } from '../packages/node/src/hydra-plugins/declarations.js'
import { recordedLines } from './recorded-lines.js'

/** What a field takes where OmegaConf 2.4 declares a union with lists, maps or structs in it (`test/oracle/unions.py`). */

interface Line {
  readonly type: string
  readonly how: 'merge' | 'update' | 'put'
  readonly before: readonly string[]
  readonly after: Readonly<Record<string, { readonly yaml: unknown } | string>>
}

const LINES = recordedLines<Line>('unions-1.4.jsonl')

const CLASSES: readonly ClassDeclaration[] = [
  {
    name: 'A',
    fields: [
      { name: 'k', type: 'int', default: { yaml: '0' } },
      { name: 'l', type: 'str', default: { yaml: 'x' } },
    ],
  },
  { name: 'Sub', bases: ['A'], fields: [{ name: 'm', type: 'int', default: { yaml: '1' } }] },
  { name: 'B', fields: [{ name: 'k', type: 'str', default: { yaml: 's' } }] },
]

const dialect = '1.4'
const options = { dialect, follow: following({ dialect }) } as const

const instances = new Map<string, MapValue>()

/** An instance of a class, or of one that declares a type for `x`. */
function instance(name: string): MapValue {
  const made = instances.get(name) ?? declared(name)
  instances.set(name, made)
  return made
}

function declared(name: string): MapValue {
  const holder: ClassDeclaration = {
    name: 'Holder',
    fields: [
      { name: 'x', type: name },
      { name: 'y', type: 'Dict[str, int]', default: { yaml: '{q: 7}' } },
      { name: 'n', type: 'int', default: { yaml: '5' } },
    ],
  }
  const of = CLASSES.some((one) => one.name === name) ? name : 'Holder'
  return declaredConfigs([...CLASSES, holder], [{ name: 'h', class: of }], dialect)[0]!.value
}

function content(text: string): Value {
  const [, type, inner] = /^([A-Z].*?): (.*)$/.exec(text) ?? []
  if (type === undefined || inner === undefined) return at('x', parseYaml(`x: ${text}`, { dialect }))
  if (/^\w+$/.test(type)) return merge(instance(type), parseYaml(inner, { dialect }), { dialect })
  return at('x', merge(instance(type), parseYaml(`x: ${inner}`, { dialect }), { dialect }))
}

function at(key: string, of: Value): Value {
  return (of as MapValue).items.get(key)!
}

function answer({ type, how }: Line, before: string, text: string): string | object {
  try {
    const begun = update(instance(type), 'x', content(before), { ...options, merge: false })
    const given = content(text)
    const after =
      how === 'merge'
        ? merge(begun, map([['x', given]]), options)
        : update(begun, 'x', given, { ...options, merge: how === 'update' })
    return { yaml: asJson(at('x', after)) }
  } catch (error) {
    if (error instanceof HydraconfError) return error.type
    throw error
  }
}

/** As the recorder reads back what was written. */
function asJson(value: Value): unknown {
  const read = at('x', parseYaml(toYaml(map([['x', value]]), { dialect }), { dialect }))
  return plain(read)
}

function plain(value: Value): unknown {
  if (value.kind === 'list') return value.items.map(plain)
  if (value.kind === 'map') return Object.fromEntries([...value.items].map(([id, item]) => [key(id), plain(item)]))
  return value.kind === 'int' ? Number(value.value) : value.kind === 'null' ? null : value.value
}

const key = (id: unknown): string => String(id).replace(/^i/, '')

test.each(LINES)('$type, $how, where $before stood', (line) => {
  for (const before of line.before) {
    const answers = Object.keys(line.after).map((text) => [text, answer(line, before, text)])
    expect(Object.fromEntries(answers), before).toEqual(line.after)
  }
})
