import { expect, test } from 'vitest'
import type { HydraconfError } from '../text/errors.js'
import { selectNode } from '../value/select.js'
import type { MapValue } from '../value/value.js'
import { toYaml } from '../yaml/emit.js'
import { parseYaml } from '../yaml/parse.js'
import type { EvaluationOptions } from './evaluation-options.js'
import { InPlaceResolver } from './resolve-in-place.js'
import { valueResolver } from './resolver.js'

const config = (yaml: string) => parseYaml(yaml) as MapValue
const resolved = (yaml: string, options?: EvaluationOptions) =>
  toYaml(new InPlaceResolver(config(yaml), { readYaml: parseYaml, ...options }).resolve() as MapValue)

test.each([
  ['an escape is an interpolation for what comes below', 'a: \\${x}\nc: ${a}\nx: 5\n', 'a: ${x}\nc: 5\nx: 5\n'],
  ['and a text for what comes above', 'c: ${a}\na: \\${x}\nx: 5\n', 'c: ${x}\na: ${x}\nx: 5\n'],
  ['two levels of escape', 'a: \\\\\\${x}\nc: ${a}\nx: 5\n', 'a: \\${x}\nc: ${x}\nx: 5\n'],
  [
    'the text of a map above shows what is resolved',
    'd: {a: "${z}"}\nt: v=${d}\nz: 7\n',
    "d:\n  a: 7\nt: 'v={''a'': 7}'\nz: 7\n",
  ],
  [
    'of a map below what is written',
    't: v=${d}\nd: {a: "${z}"}\nz: 7\n',
    "t: 'v={''a'': ''${z}''}'\nd:\n  a: 7\nz: 7\n",
  ],
  ['a copy stays as it was made', "c: ${d}\nd: {a: '\\${z}'}\nz: 7\n", 'c:\n  a: ${z}\nd:\n  a: 7\nz: 7\n'],
  [
    'a map with an escape is resolved once more when it is referred to',
    "d: {a: '\\${z}'}\nc: ${d}\nz: 7\n",
    'd:\n  a: 7\nc:\n  a: 7\nz: 7\n',
  ],
  [
    'a ??? that a resolver makes is missing for what comes below, also where it was a text above',
    'l: ${.b}\ne: ${oc.decode:"\'???\'"}\nb: \\\\${e}\n',
    'l: \\???\ne: ???\nb: ???\n',
  ],
  ['a reference to what is missing is missing', "a: '???'\nb: ${a}\nc: ${b}\n", 'a: ???\nb: ???\nc: ???\n'],
  [
    'what is created has its own interpolations resolved',
    'a: "${oc.create:{k: 1, j: {b: ${b}}}}"\nb: 2\n',
    'a:\n  k: 1\n  j:\n    b: 2\nb: 2\n',
  ],
])('%s', (_, yaml, expected) => {
  expect(resolved(yaml)).toBe(expected)
})

test.each([
  ['a copy is resolved once more', "c: ${d}\nd: {a: '\\${z}'}\nz: 7\n", 'c:\n  a: 7\nd:\n  a: 7\nz: 7\n'],
  [
    'a list of a resolver stands in its place as soon as another refers to it, also above',
    'b: \'\\${oc.decode:"[1]"}\'\nd: x${b}\ne: ${b}\n',
    'b:\n- 1\nd: x[1]\ne:\n- 1\n',
  ],
  ['??? in what a resolver makes is a text', 'a: \'${oc.decode:"[1, ???]"}\'\n', 'a:\n- 1\n- \\???\n'],
  ['as often as it is copied', "c: ${d}\nd: {a: '\\\\\\${z}'}\nz: 7\n", 'c:\n  a: ${z}\nd:\n  a: ${z}\nz: 7\n'],
])('in 1.4 %s', (_, yaml, expected) => {
  expect(resolved(yaml, { dialect: '1.4' })).toBe(expected)
})

test('in 1.4 a list that a resolver makes of an item of a list cannot be referred to', () => {
  const made = "l: ['${oc.decode:\\'[1, 2]\\'}']\n".replaceAll("\\'", "''")
  expect(resolved(made, { dialect: '1.4' })).toBe('l:\n- - 1\n  - 2\n')
  expect(() => resolved(`a: x\${l[0]}\n${made}`, { dialect: '1.4' })).toThrow("a resolver makes 'l[0]' a list")
})

test('what the environment holds is read where it lands', () => {
  expect(resolved('c: ${oc.env:T}\nd: ${c}\nx: 5', { env: { T: '${x}' } })).toBe('c: ${x}\nd: 5\nx: 5\n')
  expect(resolved('c: ${oc.env:T}\nd: ${c}', { env: { T: '???' } })).toBe('c: ???\nd: ???\n')
  expect(() => resolved('c: ${oc.decode:${oc.env:T}}', { env: { T: '[1, 2]' } })).toThrow('oc.create')
})

test('a part alone is resolved where it hangs, and what it refers to with it', () => {
  const inPlace = new InPlaceResolver(config('a: {b: "${..m}", c: "${x}"}\nm: {k: "${x}"}\nz: ${x}\nx: 1'))
  const part = selectNode(inPlace.root, 'a', { follow: inPlace.follow })
  expect(toYaml(inPlace.resolve(part) as MapValue)).toBe('b:\n  k: 1\nc: 1\n')
  expect(toYaml(inPlace.root.current as MapValue)).toBe('a:\n  b:\n    k: 1\n  c: 1\nm:\n  k: 1\nz: ${x}\nx: 1\n')
})

test('what holds no interpolation stays the same object, also in what a copy was made of', () => {
  const before = config('a: {b: [1]}\nc: {d: "${a.b}"}')
  const after = new InPlaceResolver(before).resolve() as MapValue
  expect(after.items.get('a')).toBe(before.items.get('a'))
  expect(new InPlaceResolver(after).resolve()).toBe(after)
})

test('a resolver that is asked again sees what has changed, and is asked each time', () => {
  let calls = 0
  const look = valueResolver((_, { parent }) => {
    calls++
    return parent.kind === 'map' ? [...parent.items.values()][0]! : parent
  })
  expect(resolved('a: ${b}\nb: 3\nc: ${look:}\nd: ${c}', { resolvers: new Map([['look', look]]) })).toBe(
    'a: 3\nb: 3\nc: 3\nd: 3\n',
  )
  expect(calls).toBe(1)
})

test.each([
  ['a: {b: "${c}"}\nc: {d: "${a}"}', 'interpolation-cycle'],
  ['m: {a: 1, b: "${oc.dict.values:m}"}', 'interpolation-too-deep'],
  ['a: ${oc.decode:"[1, 2]"}', 'result-not-a-config'],
])('%s is refused', (yaml, code) => {
  expect(refusal(() => resolved(yaml)).code).toBe(code)
})

test('maps that double cost one copy each, and are refused at the limit', () => {
  const doubling = (length: number) =>
    Array.from({ length }, (_, at) => `a${at + 1}: ["\${a${at}}", "\${a${at}}"]\n`).join('')
  const { items } = new InPlaceResolver(config(`a0: [1]\n${doubling(20)}`)).resolve() as MapValue
  const top = items.get('a20')
  expect(top?.kind === 'list' && top.items[0] === top.items[1]).toBe(true)
  expect(refusal(() => new InPlaceResolver(config(`a0: [1]\n${doubling(60)}`)).resolve()).code).toBe('too-many-values')
})

function refusal(work: () => unknown): HydraconfError {
  try {
    work()
  } catch (error) {
    return error as HydraconfError
  }
  throw new Error('nothing was refused')
}
