import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  following,
  fromJs,
  int,
  type MapValue,
  map,
  merge,
  mergeAll,
  parseYaml,
  select,
  type Type,
  toJs,
  toYaml,
  update,
  type Value,
  withFlags,
} from '../index.js'

const ANY: Type = { kind: 'any', optional: true }

const merged = (onto: string, from: string) =>
  toJs(merge(parseYaml(onto), parseYaml(from), { follow: following() }), { maps: 'map' })

describe('what wins', () => {
  test.each([
    ['a: {b: 1}', 'a: null', 'a: null'],
    ['a: null', 'a: {b: 1}', 'a: {b: 1}'],
    ['a: {b: 1}', 'a: ???', 'a: {b: 1}'],
    ['a: [1, 2]', 'a: [3]', 'a: [3]'],
    ['a: {b: 1}', 'a: 5', 'a: 5'],
    ['{}', 'a: ???', 'a: ???'],
    ['{x: 1, y: 2}', '{y: 3, z: 4}', '{x: 1, y: 3, z: 4}'],
  ])('%s with %s is %s', (onto, from, result) => {
    expect(merged(onto, from)).toEqual(toJs(parseYaml(result), { maps: 'map' }))
  })

  test('keys that Python calls equal are one key, spelled as it was first', () => {
    expect(merged('1: a', 'true: b')).toEqual(new Map([[1, 'b']]))
    expect(merged('1: a', "'1': b")).toEqual(
      new Map<unknown, string>([
        [1, 'a'],
        ['1', 'b'],
      ]),
    )
  })
})

describe('interpolations', () => {
  test('a map merged onto one is merged onto a copy of what it stands for', () => {
    expect(merged('{a: {x: 1}, b: "${a}"}', 'b: {y: 2}')).toEqual(
      toJs(parseYaml('{a: {x: 1}, b: {x: 1, y: 2}}'), { maps: 'map' }),
    )
  })

  test('the copy is of what was merged so far, and stays even where nothing is brought', () => {
    const yaml = '{a: {x: 1}, b: "${a}"}'
    expect(merged(yaml, '{a: {x: 5}, b: "???"}')).toEqual(toJs(parseYaml('{a: {x: 5}, b: {x: 5}}'), { maps: 'map' }))
  })

  test('a map that reaches its own parent is not put into itself', () => {
    const result = merge(parseYaml('{a: {b: 1, c: "${oc.select:a}"}}'), parseYaml('{a: {c: {d: 2}}}'), {
      follow: following(),
    })
    expect(select(result as MapValue, 'a.c.d')).toMatchObject({ value: 2n })
    expect(select(result as MapValue, 'a.c.c')).toMatchObject({ kind: 'interpolation' })
  })
})

describe('refusals', () => {
  test('a new key in a closed config, with the place it was written', () => {
    const closed = withFlags(parseYaml('a: {b: 1}'), true, undefined)
    const from = parseYaml({ kind: 'file', name: 'conf/db.yaml', text: 'a:\n  c: 2\n' })
    expect(() => merge(closed, from)).toThrow(/'a\.c' is not in the config[\s\S]*conf\/db\.yaml:2:6/)
  })

  test('a list where a map is', () => {
    expect(() => merge(parseYaml('a: {b: 1}'), parseYaml('a: [1]'))).toThrow(
      "Cannot merge a list into 'a', which is a map",
    )
  })

  test('what is declared as a map takes no scalar, also where an interpolation stands for it', () => {
    const byName: Type = { kind: 'dict', key: { kind: 'str', optional: false }, element: ANY, optional: false }
    const { items, origin } = parseYaml('declared: {k: 1}\nplain: {k: 1}\na: ${declared}\nb: ${plain}') as MapValue
    const onto = map([...items] as [string, Value][], origin, { fields: new Map([['declared', byName]]) })
    const over = (text: string) => toJs(merge(onto, parseYaml(text), { follow: following() }))
    expect(over('b: 5')).toMatchObject({ b: 5 })
    expect(over('a: ${plain}')).toMatchObject({ a: '${plain}' })
    expect(() => over('a: 5')).toThrow(
      "'a' stands for 'declared', which is declared as a map, and cannot become an int",
    )
    expect(() => over('a: null')).toThrow('cannot become null')
  })

  test('a config nested without end', () => {
    let deep: MapValue = parseYaml('a: 1') as MapValue
    for (let level = 0; level < 5000; level++) deep = { ...deep, items: new Map([['a', deep]]) }
    expect(() => merge(deep, { ...deep })).toThrow('nested deeper than')
  })
})

describe('sharing', () => {
  const json = fc
    .dictionary(fc.constantFrom('a', 'b', 'c', '__proto__'), fc.jsonValue({ maxDepth: 3 }), { maxKeys: 4 })
    // A text that opens an interpolation by chance mostly does not parse, and no config can hold it.
    .filter((object) => !JSON.stringify(object).includes('${'))
  const config = json.map((js) => fromJs(js) as MapValue)

  test('merging nothing gives the very same config', () => {
    fc.assert(
      fc.property(config, (x) => {
        expect(merge(x, fromJs({}))).toBe(x)
      }),
    )
  })

  test('merging is folding, and changes no argument', () => {
    fc.assert(
      fc.property(config, config, config, (a, b, c) => {
        const before = [a, b, c].map((value) => toJs(value))
        const attempt = (run: () => unknown) => {
          try {
            return run()
          } catch (error) {
            return (error as { code: string }).code
          }
        }
        expect(attempt(() => toJs(mergeAll([a, b, c])))).toEqual(attempt(() => toJs(merge(merge(a, b), c))))
        expect([a, b, c].map((value) => toJs(value))).toEqual(before)
      }),
    )
  })

  test('what the merge did not touch is shared', () => {
    const onto = parseYaml('{a: {x: 1}, b: {y: 2}}')
    const result = merge(onto, parseYaml('b: {y: 3}')) as MapValue
    expect(select(result, 'a')).toBe(select(onto, 'a'))
  })
})

describe('update', () => {
  test('makes the maps on the way, in place of scalars', () => {
    expect(toJs(update(parseYaml('a: 1'), 'a.b.c', int(2n)))).toEqual({ a: { b: { c: 2 } } })
  })

  test('what is selected is what was put there, and the rest is shared', () => {
    const path = fc.array(fc.constantFrom('a', 'b', 'c'), { minLength: 1, maxLength: 4 })
    const base = parseYaml('{a: {a: {b: 1}, c: x}, b: 2, z: {deep: true}}')
    fc.assert(
      fc.property(path, fc.bigInt(), (keys, number) => {
        const key = keys.join('.')
        const value = int(number)
        const updated = update(base, key, value)
        expect(select(updated, key)).toBe(value)
        expect(select(updated, 'z')).toBe(select(base, 'z'))
      }),
    )
  })

  test('a key that a closed config does not have, unless it is forced', () => {
    const closed = withFlags(parseYaml('a: {b: 1}'), true, undefined)
    expect(() => update(closed, 'a.c', int(1n))).toThrow("'a.c' is not in the config")
    expect(toJs(update(closed, 'a.c', int(1n), { forceAdd: true }))).toEqual({ a: { b: 1, c: 1 } })
  })
})

test.each([
  [['1.0: a', '1: b', "'1': c"], undefined],
  [['1: a', '1.0: b', "'1': c"], "1: b\n'1': c\n"],
  [["'1': {}", '1: {}', '1.0: [1]'], undefined],
  [["'1': a", '1.0: b', '1: c'], "'1': a\n1.0: c\n"],
  [["'1': a", '1.0: b', '1: c', "'1': d"], undefined],
  [['1: {a: 1}', '1.0: {b: 1}', "'1': 1"], undefined],
])('in 1.4 an int and its text are refused by how the key is written last: %j', (texts, expected) => {
  const merged = () =>
    toYaml(
      mergeAll(
        texts.map((text) => parseYaml(text)),
        { dialect: '1.4' },
      ) as MapValue,
    )
  if (expected === undefined) expect(merged).toThrow('cannot both be keys of one map')
  else expect(merged()).toBe(expected)
})
