import { describe, expect, test } from 'vitest'
import {
  fromDotlist,
  fromJs,
  getItem,
  int,
  type MapValue,
  missingKeys,
  parseYaml,
  popItem,
  pythonText,
  removeItem,
  rootNode,
  select,
  setItem,
  splitKey,
  str,
  toJs,
  withFlags,
} from '../index.js'

test.each([
  ['a.b', ['a', 'b']],
  ['a[b].c', ['a', 'b', 'c']],
  ['[a].b', ['a', 'b']],
  ['.a', ['', 'a']],
  ['a..b', ['a', '', 'b']],
  ['a[0][1]', ['a', '0', '1']],
  ['a[b]c', ['a', 'b']],
])('%s is split into %j', (key, parts) => {
  expect(splitKey(key)).toEqual(parts)
})

describe('select', () => {
  const config = parseYaml('a: {b: 1, n: null}\nl: [x, y]\nm: ???\n')

  test('null is a value, absent and missing are not', () => {
    expect(select(config, 'a.n')).toMatchObject({ kind: 'null' })
    expect(select(config, 'a.zz')).toBeUndefined()
    expect(select(config, 'm')).toBeUndefined()
    expect(select(config, 'm', { default: int(5n) })).toMatchObject({ value: 5n })
  })

  test('an item of a list, by any spelling that Python reads as an int', () => {
    expect(select(config, 'l[1]')).toMatchObject({ value: 'y' })
    expect(select(config, 'l.0_1')).toMatchObject({ value: 'y' })
    expect(select(config, 'l.-1')).toBeUndefined()
    expect(() => select(config, 'l.x')).toThrow("'l' is a list, its indices are ints: 'x' is not one")
  })

  test('a missing value when it is asked to refuse one', () => {
    expect(() => select(config, 'm', { throwOnMissing: true })).toThrow('Missing mandatory value: m')
  })
})

describe('single items', () => {
  const config = parseYaml('a: {b: 1}\nl: [1, 2]\n')

  test('a closed config neither takes nor gives keys', () => {
    const closed = rootNode(withFlags(config, true, undefined))
    expect(() => setItem(closed, 'zz', int(1n))).toThrow("'zz' is not in the config")
    expect(() => removeItem(closed, 'a')).toThrow('keys can be neither added nor removed')
    expect(() => getItem(closed, 'zz')).toThrow("'zz' is not in the config")
  })

  test('a read-only config does not change, and says where', () => {
    const readonly = rootNode(withFlags(config, undefined, true))
    expect(() => setItem(readonly, 'a', int(1n))).toThrow("Cannot change 'a'")
    expect(() => popItem(readonly, 'a')).toThrow("Cannot pop 'a'")
  })

  test('an index may count from the end', () => {
    const list = getItem(rootNode(config), 'l')
    expect(getItem(list, -1n).value).toMatchObject({ value: 2n })
    expect(() => getItem(list, 5n)).toThrow("There is no 'l[5]': the list has 2 items")
  })

  test('what is no key at all is refused by name', () => {
    expect(() => getItem(rootNode(config), null as never)).toThrow('null cannot be a key')
  })
})

describe('plain JavaScript', () => {
  test('__proto__ is a key like any other', () => {
    const js = toJs(fromJs(JSON.parse('{"__proto__": {"polluted": true}, "constructor": 1}'))) as object
    expect(Object.hasOwn(js, '__proto__')).toBe(true)
    expect(Object.keys(js)).toEqual(['__proto__', 'constructor'])
    expect('polluted' in {}).toBe(false)
  })

  test('ints are exact at any size', () => {
    expect(toJs(parseYaml('{small: 1, big: 9007199254740993}'))).toEqual({ small: 1, big: 9007199254740993n })
  })

  test('keys keep their type in maps, and must not collide in objects', () => {
    const config = parseYaml("{1: a, '1': b, true: c}")
    expect(() => toJs(config)).toThrow("spell '1'")
    expect(toJs(parseYaml("{-1: a, '-1': b}"), { maps: 'map' })).toEqual(
      new Map<unknown, string>([
        [-1, 'a'],
        ['-1', 'b'],
      ]),
    )
  })

  test('what no config can hold is refused with its place', () => {
    expect(() => fromJs({ a: [new Date(0)] })).toThrow("'a[0]' is an instance of Date")
    const cycle: Record<string, unknown> = {}
    cycle.self = cycle
    expect(() => fromJs(cycle)).toThrow('nested deeper than')
  })
})

test('a dotlist is read as YAML, text by text', () => {
  expect(toJs(fromDotlist(['a.b=[1, x]', 'a.c=010', 'd', 'e=x=y']))).toEqual({
    a: { b: [1, 'x'], c: 8 },
    d: null,
    e: 'x=y',
  })
})

test("Python's text of a value", () => {
  expect(pythonText(parseYaml("{a: [1, 1.0, null, true, \"it's\"], b: '${c}'}"))).toBe(
    `{'a': [1, 1.0, None, True, "it's"], 'b': '\${c}'}`,
  )
  expect(pythonText(str('plain'))).toBe('plain')
})

test('the keys that are still missing, by their full names', () => {
  const config = parseYaml('{a: "???", b: [1, {c: "???"}]}') as MapValue
  expect(missingKeys(config)).toEqual(['a', 'b[1].c'])
})
