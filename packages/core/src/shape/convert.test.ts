import { describe, expect, test } from 'vitest'
import {
  convert,
  type DictType,
  kindWords,
  type MapValue,
  merge,
  parseYaml,
  resolve,
  type Struct,
  structDefaults,
  type Type,
  toJs,
  type Value,
} from '../index.js'

const scalar = (kind: 'int' | 'float' | 'bool' | 'str' | 'path', optional = false): Type => ({ kind, optional })
const ANY: Type = { kind: 'any', optional: true }
const written = (text: string): Value =>
  [...(parseYaml(`x: ${text}`) as Extract<Value, { kind: 'map' }>).items.values()][0]!

test.each<['int' | 'float' | 'bool' | 'str' | 'path', string, unknown]>([
  ['int', "'12'", 12n],
  ['int', "' -1_0 '", -10n],
  ['float', '1', 1],
  ['float', "'1e3'", 1000],
  ['float', "'inf'", Infinity],
  ['bool', 'y', true],
  ['bool', "'Off'", false],
  ['bool', '2', true],
  ['str', 'true', 'True'],
  ['str', '1.0', '1.0'],
  ['path', 'a//b/./c/', 'a/b/c'],
])('where %s is declared, %s is %s', (kind, text, value) => {
  expect(convert(written(text), scalar(kind))).toMatchObject({ kind, value })
})

test.each<['int' | 'float' | 'bool' | 'str' | 'path', string]>([
  ['int', '1.0'],
  ['int', 'true'],
  ['int', "'0x10'"],
  ['float', 'abc'],
  ['bool', '1.0'],
  ['bool', 'maybe'],
  ['str', '[1]'],
  ['path', '1'],
  ['int', 'null'],
])('where %s is declared, %s is refused', (kind, text) => {
  expect(() => convert(written(text), scalar(kind), 'x')).toThrow(`'x' takes ${kindWords(kind)}`)
})

describe('a structured config', () => {
  const server: Struct = {
    name: 'Server',
    bases: [],
    fields: new Map([
      ['host', { type: scalar('str') }],
      ['port', { type: scalar('int'), default: written('80') }],
      ['tags', { type: { kind: 'list', element: scalar('int'), optional: false }, default: written('[]') }],
    ]),
  }
  const onto = (text: string) => merge(structDefaults(server), parseYaml(text))

  test('a field without a default is missing', () => {
    expect(toJs(structDefaults(server))).toEqual({ host: '???', port: 80, tags: [] })
  })

  test('values are converted as they come in', () => {
    expect(toJs(onto("{host: 1, port: '8080', tags: ['1', 2]}"))).toEqual({ host: '1', port: 8080, tags: [1, 2] })
  })

  test('a key that it does not declare is refused', () => {
    expect(() => onto('pot: 1')).toThrow("'pot' is not a key that Server declares")
  })

  test('a value that its type does not take is refused, with the place', () => {
    expect(() => onto('port: many')).toThrow("'port' takes an int, not the string 'many'")
    expect(() => onto('tags: [x]')).toThrow("'tags[0]' takes an int, not the string 'x'")
  })

  test('converts what is in a list or map, but not in a list within that comes with it', () => {
    const lists: Type = {
      kind: 'list',
      element: { kind: 'list', element: scalar('int'), optional: false },
      optional: false,
    }
    const nested = structDefaults({ name: 'Nested', bases: [], fields: new Map([['rows', { type: lists }]]) })
    expect(toJs(merge(nested, parseYaml('rows: [[1], [2, 3]]')))).toEqual({ rows: [[1], [2, 3]] })
    expect(() => merge(nested, parseYaml("rows: [[1], ['2']]"))).toThrow(
      "'rows[1][0]' takes an int, not the string '2'",
    )
  })

  test('an interpolation that is resolved in place has to stand for what is declared', () => {
    const tags: Type = { kind: 'list', element: scalar('int'), optional: false }
    const rest: DictType = { kind: 'dict', key: ANY, element: ANY, optional: false }
    const config = merge(
      structDefaults({ name: 'Tags', bases: [], fields: new Map([['tags', { type: tags }]]), rest }),
      parseYaml("{tags: '${given}', given: ['1', 2]}"),
    ) as MapValue
    expect(toJs(resolve(config, { as: 'config' }))).toEqual({ tags: [1, 2], given: ['1', 2] })
    expect(toJs(resolve(config))).toEqual({ tags: ['1', 2], given: ['1', 2] })
    const wrong = merge(config, parseYaml('given: text')) as MapValue
    expect(() => resolve(wrong, { as: 'config' })).toThrow("'tags' takes a list of ints, not the string 'text'")
  })

  test('a union of containers is refused, as OmegaConf refuses it', () => {
    const list: Type = { kind: 'list', element: scalar('int'), optional: false }
    const type: Type = { kind: 'union', of: [scalar('str'), list], optional: false }
    const struct = { name: 'A', bases: [], fields: new Map([['x', { type }]]) }
    expect(() => structDefaults(struct)).toThrow("'x' is declared as a string or a list of ints")
  })
})
