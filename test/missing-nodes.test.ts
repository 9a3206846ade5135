import {
  type DialectName,
  following,
  type MapValue,
  merge,
  parseYaml,
  toJs,
  update,
  type Value,
  withFlags,
} from '@hydraconf/core'
import { expect, test } from 'vitest'
import { type ClassDeclaration, declaredConfigs } from '../packages/node/src/hydra-plugins/declarations.js'
import { attempt, recordedLines } from './recorded-lines.js'

/** What comes to a missing field that stands for a list or map, or in whose place one was there (`test/oracle/missing_nodes.py`). */

interface Line {
  readonly key: string
  readonly first: string
  readonly second: string
  /** What comes of both, by how each is put there, and of `???` after them; or the class of what refuses them. */
  readonly after: Readonly<Record<string, readonly [shown: unknown, missing: unknown] | string>>
}

const CLASSES: readonly ClassDeclaration[] = [
  {
    name: 'Fields',
    fields: [
      { name: 'a', type: 'Any', default: { yaml: '{k: 1}' } },
      { name: 'l', type: 'Any', default: { yaml: '[1]' } },
      { name: 't', type: 'int', default: { yaml: '3' } },
      { name: 'u', type: 'Union[int, str]', default: { yaml: 'x' } },
    ],
  },
  { name: 'Root', fields: [{ name: 'of', type: 'Fields', default: { yaml: '???' } }] },
]

test.each(['1.3', '1.4'] as const)('dialect %s', (dialect) => {
  for (const { after, ...line } of recordedLines<Line>(`missing-nodes-${dialect}.jsonl`)) {
    const answered = answers(line, Object.keys(after), dialect)
    const told = Object.entries(after).map(([way, answer]) => [
      way,
      isAccident(answer) ? refusedIn(answered[way]) : answer,
    ])
    expect({ ...line, after: answered }).toEqual({ ...line, after: Object.fromEntries(told) })
  }
})

function answers({ key, first, second }: Omit<Line, 'after'>, ways: readonly string[], dialect: DialectName) {
  const options = { dialect, follow: following({ dialect }) }
  const plain = (text: string) => parseYaml(text, { dialect }) as MapValue
  const [root] = declaredConfigs(CLASSES, [{ name: 'root', class: 'Root' }], dialect)
  const begun = merge(plain('{of: {t: {z: 1}, u: [1]}, m: {k: 2}, n: [3]}'), root!.value, options) as MapValue
  const put = {
    update: (config: MapValue, content: string): MapValue =>
      update(config, `of.${key}`, plain(`v: ${content}`).items.get('v')!, options),
    below: (config: MapValue, content: string) =>
      update(config, `of.${key}.z`, plain(`v: ${content}`).items.get('v')!, options),
    closed: (config: MapValue, content: string) => put.update(withFlags(config, true, undefined), content),
    merge: (config: MapValue, content: string): MapValue =>
      merge(config, plain(`of:\n  ${key}: ${content}`), options) as MapValue,
  }
  const shown = (config: Value) => (toJs(config) as { of: Record<string, unknown> }).of[key]
  const answer = (way: string) => {
    const [one, two] = way.split(' ') as (keyof typeof put)[]
    const merged = put[two!](put[one!](begun, first), second)
    return [shown(merged), attempt(() => shown(put.merge(merged, '???')))]
  }
  return Object.fromEntries(ways.map((way) => [way, attempt(() => answer(way))]))
}

/** OmegaConf refuses with a class of Python's: it is refused here as well, with one of OmegaConf's. */
function isAccident(answer: unknown): boolean {
  return ['AttributeError', 'TypeError', 'ValueError'].includes(answer as string)
}

function refusedIn(answer: unknown): unknown {
  return typeof answer === 'string' ? answer : 'a refusal'
}
