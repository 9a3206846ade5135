import type { DialectName } from '@hydraconf/core'
import { expect, test } from 'vitest'
import { type ClassDeclaration, declaredConfigs } from '../packages/node/src/hydra-plugins/declarations.js'
import { composeTree } from './oracle/composing.js'
import { attempt, recordedLines } from './recorded-lines.js'

/** What a structured config brings that comes again (`test/oracle/repeated_structs.py`). */

interface Line {
  /** The field, and what is set in it between. */
  readonly type: string
  readonly default: string
  readonly between: string
  /** What is composed, by how the config comes again. */
  readonly [comes: string]: unknown
}

test.each(['1.3', '1.4'] as const)('dialect %s', (dialect) => {
  const lines = recordedLines<Line>(`repeated-structs-${dialect}.jsonl`)
  expect(lines.map((line) => answered(line, dialect))).toEqual(lines)
})

const COMES: Readonly<Record<string, string>> = {
  'twice at the root': 'two, one',
  'over another value': 'two, three, one',
  'in a package': 'two, pkg',
}

function answered({ type, default: given, between }: Line, dialect: DialectName): Line {
  const classes = classesWith(type, given)
  const store = [{ group: 'db', name: 'base', package: '_global_', class: 'Base' }]
  const composed = (options: string) =>
    composeTree(tree(between, options), { configName: 'config' }, '1.3', declaredConfigs(classes, store, dialect), {
      dialect,
      pyyaml: '6.0.3',
    }).yaml()
  const answers = Object.entries(COMES).map(([comes, options]) => [comes, attempt(() => composed(options))])
  return { type, default: given, between, ...Object.fromEntries(answers) }
}

function classesWith(type: string, given: string): readonly ClassDeclaration[] {
  const others = [
    ['c', 'int', '7'],
    ['d', 'List[int]', '[3]'],
    ['e', 'Dict[str, int]', '{q: 1}'],
    ['p', 'Any', 'null'],
  ]
  const fields = [['l', type, given], ...others].map(([name, of, yaml]) => ({
    name: name!,
    type: of!,
    default: { yaml: yaml! },
  }))
  return [
    { name: 'Leaf', fields: [{ name: 'x', type: 'int', default: { yaml: '1' } }] },
    { name: 'Base', fields: [...fields, { name: 'g', type: 'Leaf', default: { instance: 'Leaf' } }] },
  ]
}

function tree(between: string, options: string): Readonly<Record<string, string>> {
  const root = '# @package _global_\n'
  return {
    'config.yaml': `defaults: [db: [${options}], _self_]\n`,
    'db/one.yaml': `${root}defaults: [base]\n`,
    'db/two.yaml': `${root}defaults: [base]\nl: ${between}\n`,
    'db/three.yaml': `${root}l: 3\n`,
    'db/pkg.yaml': `${root}defaults: [base@p]\n`,
  }
}
