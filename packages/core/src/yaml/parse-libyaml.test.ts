import { expect, test } from 'vitest'
import { toJs } from '../value/to-js.js'
import { toYaml } from './emit.js'
import { loadYaml, parseYaml } from './parse.js'

const read = (text: string, dialect?: '1.4') => toJs(parseYaml(text, { dialect }))
const isRead = (text: string, dialect?: '1.4') => {
  try {
    loadYaml(text, { dialect })
    return true
  } catch {
    return false
  }
}

test.each([
  ['a:\t1\t# c', { a: 1 }],
  ['a\t: 1', { a: 1 }],
  ['a: x\ty\t', { a: 'x\ty' }],
  ['a: b\n  \tc', { a: 'b c' }],
  ['a: b\n  \t\nc: d', { a: 'b', c: 'd' }],
  ['a: [x\t,\n\ty]', { a: ['x', 'y'] }],
  ['a: &x\tb', { a: 'b' }],
  ['a: !!str\t1', { a: '1' }],
  ['a: |\t\n  x\n', { a: 'x\n' }],
  ['a: |#c\n  x\n', { a: 'x\n' }],
  ['[a?, b ?c]', ['a?', 'b ?c']],
  ['{a?: b}', { 'a?': 'b' }],
  ['[!!str, b]', ['', 'b']],
  ['[!,b]', ['', 'b']],
])('1.4 reads %j, which 1.3 refuses', (text, value) => {
  expect(read(text, '1.4')).toEqual(value)
  expect(isRead(text)).toBe(false)
})

test.each([
  '{a:}',
  '[a:,b]',
  'a: 1\n\ufeffb: 2',
  'a: |\n  \tx\n',
  '1: &a [*a]\n1: b',
  'a: &a {<<: *a}',
  '"\\ud83d\\ude00"',
  '%YAML 1.3\n---\na: 1',
  '%FOO\n---\na: 1',
  `l: &l [${'x,'.repeat(100)}]\nm: [${'*l,'.repeat(100)}]`,
])('1.4 refuses %j, which 1.3 reads', (text) => {
  const refuses = (dialect?: '1.4') => expect(() => parseYaml(text, { dialect }))
  refuses('1.4').toThrow(/<program>:\d+:\d+/)
  refuses().not.toThrow()
})

test('1.4 refuses a key that is nothing in a list', () => {
  expect([isRead('[?]'), isRead('[?]', '1.4')]).toEqual([true, false])
  expect([isRead('[? : a]'), isRead('[? : a]', '1.4')]).toEqual([true, false])
  expect([isRead('[?,]', '1.4'), isRead('[? :]', '1.4'), isRead('[?,a]', '1.4')]).toEqual([true, true, false])
  expect([isRead('{_: !,}'), isRead('{_: !,}', '1.4')]).toEqual([false, true])
})

test('both refuse a tab that indents', () => {
  for (const text of ['a:\n\tb: 1', '-\ta', 'a: b\n\t\nc: 1', 'a: [x,\n\ty\n\tz]']) {
    expect([isRead(text), isRead(text, '1.4')]).toEqual([false, false])
  }
})

test('a tag alone is an empty text in 1.4, null in 1.3', () => {
  expect([read('a: !'), read('a: !', '1.4')]).toEqual([{ a: null }, { a: '' }])
})

test('a document without aliases has up to 10,000 keys and values in 1.4', () => {
  const entries = (count: number) => Array.from({ length: count }, (_, at) => `k${at}: 0`).join('\n')
  expect(() => parseYaml(entries(4999), { dialect: '1.4' })).not.toThrow()
  expect(() => parseYaml(entries(5000), { dialect: '1.4' })).toThrow('more than 10000 keys and values')
  expect(() => parseYaml(entries(5000))).not.toThrow()
})

test('an own key stays behind what is merged in 1.4', () => {
  const text = 'a: &a {k: 1, m: 2}\nb: {z: 0, m: 9, <<: *a}\n'
  const merged = (dialect?: '1.4') => toYaml(parseYaml(text, { dialect })).split('b:')[1]
  expect([merged(), merged('1.4')]).toEqual(['\n  k: 1\n  m: 9\n  z: 0\n', '\n  k: 1\n  z: 0\n  m: 9\n'])
})

test('an int and its text are no keys of one map in 1.4', () => {
  expect(() => parseYaml("1: a\n'1': b", { dialect: '1.4' })).toThrow(
    expect.objectContaining({ type: 'KeyValidationError' }),
  )
  expect(() => parseYaml("1: a\n'1': b")).not.toThrow()
  expect(() => parseYaml("true: a\n'1': b", { dialect: '1.4' })).not.toThrow()
})
