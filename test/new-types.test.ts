import { HydraconfError, type MapValue, map, merge, parseYaml, toYaml, update } from '@hydraconf/core'
import { expect, test } from 'vitest'
import { type ClassDeclaration, declaredConfigs } from '../packages/node/src/hydra-plugins/declarations.js'
import { recordedLines } from './recorded-lines.js'

/** The types that OmegaConf 2.4 added, as real OmegaConf answers (`test/oracle/new_types.py`). */

interface Case {
  readonly type: string
  readonly how: 'merge' | 'update'
  readonly values: readonly string[]
  readonly yaml?: string
  readonly refused?: string
}

const CASES = recordedLines<Case>('types-1.4.jsonl')

const CLASSES: readonly ClassDeclaration[] = [
  {
    name: 'Color',
    members: [
      ['RED', 1],
      ['GREEN', 'g'],
      ['on', 'RED'],
    ],
  },
  {
    name: 'A',
    fields: [
      { name: 'k', type: 'int', default: { yaml: '0' } },
      { name: 'l', type: 'str', default: { yaml: 'x' } },
    ],
  },
  { name: 'B', fields: [{ name: 'k', type: 'str', default: { yaml: 's' } }] },
]

function holder(type: string, dialect: '1.3' | '1.4'): MapValue {
  const declared = { name: 'Holder', fields: [{ name: 'x', type }] }
  return declaredConfigs([...CLASSES, declared], [{ name: 'h', class: 'Holder' }], dialect)[0]!.value
}

function answered({ type, how, values }: Case): string {
  const dialect = '1.4'
  try {
    let config = holder(type, dialect)
    for (const text of values) {
      const value = (parseYaml(`x: ${text}`, { dialect }) as MapValue).items.get('x')!
      config = (
        how === 'merge' ? merge(config, map([['x', value]]), { dialect }) : update(config, 'x', value, { dialect })
      ) as MapValue
    }
    return toYaml(config, { dialect })
  } catch (error) {
    if (error instanceof HydraconfError) return error.type
    throw error
  }
}

test.each(CASES)('$type, $how $values', (one) => {
  expect(answered(one)).toBe(one.yaml ?? one.refused)
})

test.each([
  ["Literal['a', 1]", 'ValidationError'],
  ['Union[int, List[int]]', 'ConfigValueError'],
  ['Union[A, int]', 'ConfigValueError'],
])('1.3 refuses to declare %s', (type, refusal) => {
  expect(() => holder(type, '1.3')).toThrow(expect.objectContaining({ type: refusal }))
})
