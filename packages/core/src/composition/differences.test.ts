import { expect, test } from 'vitest'
import { pythonText } from '../value/python-text.js'
import type { Value } from '../value/value.js'
import { parseYaml } from '../yaml/parse.js'
import { differences } from './differences.js'

const text = (value: Value | undefined) => (value === undefined ? undefined : pythonText(value))

const between = (left: string, right: string) =>
  differences(parseYaml(left), parseYaml(right)).map(({ key, left: before, right: after }) => [
    key,
    text(before),
    text(after),
  ])

test.each([
  ['a: 1\nb: 2\n', 'a: 1\nb: 3\n', [['b', '2', '3']]],
  [
    'a: 1\nb: {c: 1, d: 2}\n',
    'a: 1\n',
    [
      ['b.c', '1', undefined],
      ['b.d', '2', undefined],
    ],
  ],
  [
    'a: {b: 1}\n',
    'a: [1]\n',
    [
      ['a.b', '1', undefined],
      ['a[0]', undefined, '1'],
    ],
  ],
  [
    'a: x\n',
    'a: {b: 1}\n',
    [
      ['a', 'x', undefined],
      ['a.b', undefined, '1'],
    ],
  ],
  [
    'z: 1\na: 1\n',
    'b: 2\na: 2\n',
    [
      ['z', '1', undefined],
      ['a', '1', '2'],
      ['b', undefined, '2'],
    ],
  ],
  ['a: {}\n', 'a: {}\n', []],
  ['{}', 'a: 1\n', [['a', undefined, '1']]],
])('between %j and %j', (left, right, expected) => {
  expect(between(left, right)).toEqual(expected)
})

test('what was compared once is not compared again, however often it is referred to', () => {
  const doubled = (first: string) =>
    `x0: &a0 [${first}]\n${Array.from({ length: 20 }, (_, at) => `x${at + 1}: &a${at + 1} [*a${at}, *a${at}]\n`).join('')}`
  expect(between(doubled('1, 2'), doubled('1, 2'))).toEqual([])
})
