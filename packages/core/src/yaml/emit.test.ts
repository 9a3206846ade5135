import { expect, test } from 'vitest'
import { HydraconfError } from '../text/errors.js'
import { bool, bytes, float, int, list, map, nullValue, path, str } from '../value/constructors.js'
import type { Key } from '../value/key.js'
import type { Value } from '../value/value.js'
import { toYaml } from './emit.js'
import { parseYaml } from './parse.js'

const x = (value: Value) => toYaml(map([['x', value]]))
const key = (of: Key) => toYaml(map([[of, int(1n)]]))

test.each([
  ['1', "x: '1'\n"],
  ['1_000', "x: '1_000'\n"],
  ['08', "x: '08'\n"],
  ['0o17', 'x: 0o17\n'],
  ['y', "x: 'y'\n"],
  ['infinity', "x: 'infinity'\n"],
  ['1e3', "x: '1e3'\n"],
  ['１２', "x: '１２'\n"],
  ['2001-01-01', "x: '2001-01-01'\n"],
  ['None', 'x: None\n'],
  ['', "x: ''\n"],
  ['a:b', 'x: a:b\n'],
  ['a: b', "x: 'a: b'\n"],
  ["it's", "x: it's\n"],
  ["'", "x: ''''\n"],
  ['...a', "x: '...a'\n"],
  ['- a', "x: '- a'\n"],
  ['${a:b, c}', 'x: ${a:b, c}\n'],
  ['???', 'x: ???\n'],
  ['a\nb\n', "x: 'a\n\n  b\n\n  '\n"],
  ['a\n ', 'x: "a\\n "\n'],
  ['a\tb', 'x: "a\\tb"\n'],
  ['\u2028', "x: '\u2028  '\n"],
  ['😀', 'x: 😀\n'],
  ['😀\t', 'x: "\\U0001F600\\t"\n'],
])('text %j', (text, written) => {
  expect(x(str(text))).toBe(written)
})

test('a long text folds at the space after the eightieth column', () => {
  expect(x(str('word '.repeat(20).trim()))).toBe(
    'x: word word word word word word word word word word word word word word word word\n  word word word word\n',
  )
  expect(x(str(`${'word '.repeat(17)}:`))).toBe(
    "x: 'word word word word word word word word word word word word word word word word\n  word :'\n",
  )
})

test.each([
  [nullValue(), 'null'],
  [bool(true), 'true'],
  [int(10n ** 30n), `1${'0'.repeat(30)}`],
  [float(1), '1.0'],
  [float(1e16), '1.0e+16'],
  [float(1.5e-7), '1.5e-07'],
  [float(-0), '-0.0'],
  [float(Infinity), '.inf'],
  [float(Number.NaN), '.nan'],
  [list([]), '[]'],
  [map([]), '{}'],
  [bytes(new Uint8Array([97, 98, 99])), '!!binary |\n  YWJj'],
  [bytes(new Uint8Array()), '!!binary ""'],
])('%o', (value, written) => {
  expect(x(value)).toBe(`x: ${written}\n`)
})

test.each<[Key, string]>([
  ['y', "'y': 1\n"],
  [1n, '1: 1\n'],
  [true, 'true: 1\n'],
  [1.5, '1.5: 1\n'],
  ['', "? ''\n: 1\n"],
  ['k\nl', "? 'k\n\n  l'\n: 1\n"],
  ['k'.repeat(122), `${'k'.repeat(122)}: 1\n`],
  ['k'.repeat(123), `? ${'k'.repeat(123)}\n: 1\n`],
  [{ kind: 'bytes', value: new Uint8Array([97]) }, '? !!binary |\n  YQ==\n: 1\n'],
])('key %o', (of, written) => {
  expect(key(of)).toBe(written)
})

test('a list below a key is not indented, a list in a list is', () => {
  const nested = list([list([int(1n), int(2n)]), map([['k', list([int(3n)])]])])
  expect(x(nested)).toBe('x:\n- - 1\n  - 2\n- k:\n  - 3\n')
  expect(toYaml(map([['', nested]]))).toBe("? ''\n: - - 1\n    - 2\n  - k:\n    - 3\n")
})

test('a path is its parts under a tag, and one path met twice is written once', () => {
  const home = path('/home/me')
  expect(
    toYaml(
      map([
        ['a', home],
        ['b', list([home])],
      ]),
    ),
  ).toBe('a: &id001 !!python/object/apply:pathlib.PosixPath\n- /\n- home\n- me\nb:\n- *id001\n')
})

test('lists are written as often as they are met, except those that are one object in Python', () => {
  const shared = list([int(1n)])
  const config = map([
    ['a', shared],
    ['b', shared],
  ])
  expect(toYaml(config)).toBe('a:\n- 1\nb:\n- 1\n')
  expect(toYaml(config, { made: new Set([shared]) })).toBe('a: &id001\n- 1\nb: *id001\n')
})

test.each<[Key[], string]>([
  [['b', 'a'], 'a: 0\nb: 0\n'],
  [['😀', '\ue000', 'Z'], 'Z: 0\n\ue000: 0\n😀: 0\n'],
  [[2n, 1.5, true], 'true: 0\n1.5: 0\n2: 0\n'],
  [['b', 2n, 'a'], 'b: 0\n2: 0\na: 0\n'],
])('sorted keys %o', (keys, written) => {
  expect(toYaml(map(keys.map((of) => [of, int(0n)])), { sortKeys: true })).toBe(written)
})

test('a config that nests without end is refused', () => {
  let value: Value = list([])
  for (let level = 0; level < 100_000; level++) value = list([value])
  expect(() => toYaml(value as never)).toThrow(HydraconfError)
})

test('a long config is written whole, and each line once', () => {
  const lines = Array.from({ length: 5000 }, (_, at) => `key${at}: word ${at}`)
  const yaml = `${lines.join('\n')}\n`
  expect(toYaml(parseYaml(yaml))).toBe(yaml)
})
