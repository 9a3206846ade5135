import type { DialectName } from '@hydraconf/core'
import { expect, test } from 'vitest'
import {
  type ClassDeclaration,
  declaredConfigs,
  type FieldDeclaration,
} from '../packages/node/src/hydra-plugins/declarations.js'
import { composeTree, resolvedYaml } from './oracle/composing.js'
import { attempt, recordedLines } from './recorded-lines.js'

/** What becomes of a map or struct of which a dict is declared when it is there already (`test/oracle/dict_places.py`). */

interface Line {
  /** The type of a struct's field, or null of a plain map's key, and its value. */
  readonly type: string | null
  readonly value: string | null
  readonly declared: string
  /** What it is once it is resolved, by override. */
  readonly [override: string]: unknown
}

test.each(['1.3', '1.4'] as const)('dialect %s', (dialect) => {
  // A field for anything is one of the mistakes in dialect 1.4 that fixtures/differences names.
  const lines = recordedLines<Line>(`dict-places-${dialect}.jsonl`).filter(
    ({ type }) => dialect === '1.3' || type !== 'Any',
  )
  expect(lines.map((line) => answered(line, dialect))).toEqual(lines)
})

function answered({ type, value, declared, ...answers }: Line, dialect: DialectName): Line {
  const overrides = Object.keys(answers)
  return {
    type,
    value,
    declared,
    ...Object.fromEntries(overrides.map((text) => [text, resolved({ type, value, declared }, text, dialect)])),
  }
}

function resolved({ type, value, declared }: Line, override: string, dialect: DialectName): string {
  const tree = {
    'config.yaml': 'defaults: [db: there, main]\n',
    ...(type === null ? { 'db/there.yaml': `a: ${value}\n` } : {}),
  }
  const store = [
    { name: 'main', class: 'Main' },
    ...(type === null ? [] : [{ group: 'db', name: 'there', class: 'There' }]),
  ]
  return attempt(() => {
    const configs = declaredConfigs(classesWith(type, value, declared), store, dialect)
    const request = { configName: 'config', overrides: override === '' ? [] : [override] }
    return resolvedYaml(composeTree(tree, request, '1.3', configs, { dialect, pyyaml: '6.0.3' }))
  })
}

function classesWith(type: string | null, value: string | null, declared: string): readonly ClassDeclaration[] {
  const main = [field('db', declared, null), field('x', 'int', '5'), field('l', 'List[int]', '[3]')]
  return [
    {
      name: 'Color',
      members: [
        ['RED', 1],
        ['GREEN', 2],
      ],
    },
    { name: 'Leaf', fields: [field('x', 'int', '1')] },
    { name: 'Main', fields: main },
    ...(type === null ? [] : [{ name: 'There', fields: [field('a', type, value)] }]),
  ]
}

function field(name: string, type: string, yaml: string | null): FieldDeclaration {
  return { name, type, ...(yaml === null ? {} : { default: { yaml } }) }
}
