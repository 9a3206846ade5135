import { type DialectName, following, type MapValue, merge, parseYaml, toJs, update, type Value } from '@hydraconf/core'
import { expect, test } from 'vitest'
import { type ClassDeclaration, declaredConfigs } from '../packages/node/src/hydra-plugins/declarations.js'
import { attempt, recordedLines } from './recorded-lines.js'

/** What comes of the items of a list of structs (`test/oracle/struct_items.py`). */

interface Line {
  readonly list: 'there' | 'none'
  readonly item: string
  readonly merged: unknown
  readonly put: unknown
}

const CLASSES: readonly ClassDeclaration[] = [
  {
    name: 'Item',
    fields: [
      { name: 'o', type: 'Optional[List[int]]', default: { yaml: 'null' } },
      { name: 'd', type: 'Optional[Dict[str, int]]', default: { yaml: 'null' } },
      { name: 'm', type: 'Any', default: { yaml: '${dd}' } },
      { name: 'r', type: 'Any', default: { yaml: '${.s}' } },
      { name: 's', type: 'Any', default: { yaml: '{q: 1}' } },
    ],
  },
  {
    name: 'Root',
    fields: [
      { name: 'there', type: 'List[Item]', default: { yaml: '[]' } },
      { name: 'none', type: 'Optional[List[Item]]', default: { yaml: 'null' } },
      { name: 'dd', type: 'Any', default: { yaml: '{k: 1}' } },
      { name: 'x', type: 'Any', default: { yaml: '1' } },
      { name: 'n', type: 'Any', default: { yaml: 'null' } },
      { name: 'l', type: 'Any', default: { yaml: '[4]' } },
    ],
  },
]
const SOURCE = '{x: 2, n: null, l: [5], dd: {z: 3}}'

test.each(['1.3', '1.4'] as const)('dialect %s', (dialect) => {
  const lines = recordedLines<Line>(`struct-items-${dialect}.jsonl`)
  expect(lines.map((line) => answered(line, dialect))).toEqual(lines.map(nearest))
})

/** Where Python refuses with a bare TypeError, the nearest class of OmegaConf's is said here. */
function nearest({ merged, put, ...line }: Line): Line {
  const classOf = (answer: unknown) => (answer === 'TypeError' ? 'ConfigTypeError' : answer)
  return { ...line, merged: classOf(merged), put: classOf(put) }
}

function answered({ list, item }: Line, dialect: DialectName): Line {
  const options = { dialect, follow: following({ dialect }) }
  const plain = (text: string) => parseYaml(text, { dialect }) as MapValue
  const [declared] = declaredConfigs(CLASSES, [{ name: 'root', class: 'Root' }], dialect)
  const root = declared!.value
  const source = merge(plain(SOURCE), plain(`${list}: [${item}]`), options)
  const items = (of: Value) => (toJs(of) as Record<string, unknown>)[list]
  return {
    list,
    item,
    merged: attempt(() => items(merge(root, source, options))),
    put: attempt(() => items(update(root, list, plain(`v: [${item}]`).items.get('v')!, options))),
  }
}
