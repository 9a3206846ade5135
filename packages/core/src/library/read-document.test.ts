import { expect, test } from 'vitest'
import { readDocument } from './read-document.js'
import { rulesFor } from './version-base.js'

const NOW = rulesFor('1.3')
const OLD = rulesFor('1.1')
const found = { name: 'config', file: 'config.yaml', provider: 'main', path: 'memory://main' }

function read(text: string, rules = NOW) {
  return readDocument({ kind: 'text', source: { kind: 'file', name: 'config.yaml', text } }, found, rules)
}

/** The entries of a list with these lines, without where they stand. */
function entries(lines: string, rules = NOW) {
  return JSON.parse(
    JSON.stringify(read(`defaults:\n  ${lines.replaceAll('\n', '\n  ')}`, rules).defaults, (key, value) =>
      key === 'origin' || key === 'value' ? undefined : value,
    ),
  )
}

test('a config is split into header, defaults and body', () => {
  const document = read('# @package foo\ndefaults:\n  - db: mysql\na: 1\n')
  expect(document.header.package).toBe('foo')
  expect(document.defaults).toHaveLength(1)
  expect([...(document.body.items as ReadonlyMap<string, unknown>).keys()]).toEqual(['a'])
})

test.each([
  ['- _self_', { kind: 'self' }],
  ['- db/mysql', { kind: 'config', path: 'db/mysql', optional: false }],
  ['- db/mysql@src', { kind: 'config', path: 'db/mysql', package: 'src', optional: false }],
  ['- db/mysql@src:dst', { kind: 'config', path: 'db/mysql', package: 'src', optional: false }],
  ['- optional nothere', { kind: 'config', path: 'optional nothere', optional: false }],
  ['- ???', { kind: 'config', path: '???', optional: false }],
])('%s is a config by path', (line, expected) => {
  expect(entries(line)).toEqual([expected])
})

const group = { kind: 'group', group: 'db', override: false, optional: false }

test.each([
  ['- db: mysql', { ...group, choice: { kind: 'option', name: 'mysql' } }],
  ['- db: null', { ...group, choice: { kind: 'none' } }],
  ['- db: ???', { ...group, choice: { kind: 'missing' } }],
  ['- db: [a, b]', { ...group, choice: { kind: 'options', names: ['a', 'b'] } }],
  ['- db: []', { ...group, choice: { kind: 'options', names: [] } }],
  ['- "db": ${x}_${y}', { ...group, choice: { kind: 'interpolated', text: '${x}_${y}' } }],
  ['- db@: mysql', { ...group, package: '', choice: { kind: 'option', name: 'mysql' } }],
  ['- override db: a', { ...group, override: true, choice: { kind: 'option', name: 'a' } }],
  ['- optional override db: a', { ...group, override: true, optional: true, choice: { kind: 'option', name: 'a' } }],
  ['- other override db: a', { ...group, choice: { kind: 'option', name: 'a' } }],
])('%s is a group', (line, expected) => {
  expect(entries(line)).toEqual([expected])
})

test.each([
  ['defaults: {db: mysql}', 'must be a list, and is a map'],
  ['defaults: mysql', 'must be a list, and is a string'],
  ['defaults:', 'must be a list, and is empty'],
  ['defaults: [1]', 'is the int 1'],
  ['defaults: [null]', 'is empty'],
  ['defaults: [[a]]', 'is a list'],
  ['defaults: [{}]', 'names no group'],
  ['defaults: [{"db ": a}]', 'names no group'],
  ['defaults: [{a: b, c: d}]', 'several groups: a, c'],
  ['defaults: [{1: b}]', 'not a string: 1'],
  ['defaults: [{db: true}]', 'the boolean true'],
  ['defaults: [{db: {a: b}}]', 'a map'],
  ['defaults: [{db: [a, 1]}]', 'the int 1'],
  ['defaults: [_self_@foo]', '_self_ a package'],
])('%s is refused', (text, words) => {
  expect(() => read(text)).toThrow(words)
})

test('a refused entry is pointed at', () => {
  expect(() => read('a: 1\ndefaults:\n  - db: 1\n')).toThrow('config.yaml:3:9')
})

test('???, an interpolation and an empty list are defaults too', () => {
  expect(read('defaults: ???').defaults).toBeUndefined()
  expect(read('defaults: []').defaults).toEqual([])
  expect(read('defaults: ${list}\nlist: [db/mysql]').defaults).toMatchObject([{ kind: 'config', path: 'db/mysql' }])
})

test('version base 1.1 still takes `optional: true` beside a group, and says so', () => {
  expect(entries('- db: mysql\n  optional: true', OLD)).toMatchObject([{ group: 'db', optional: true }])
  expect(read('defaults:\n  - db: mysql\n    optional: true', OLD).warnings).toHaveLength(1)
  expect(() => entries('- db: mysql\n  optional: true')).toThrow('several groups')
})

test('a lone string is read as YAML once more, as OmegaConf does', () => {
  expect(read("'a: 1'").body).toMatchObject({ kind: 'map', items: new Map([['a', { kind: 'int', value: 1n }]]) })
  expect(read('').body).toMatchObject({ kind: 'map', items: new Map() })
  expect(read('[1, 2]').body.kind).toBe('list')
})

test('what was read from a source is kept by it', () => {
  const source = { kind: 'file', name: 'config.yaml', text: 'a: 1' } as const
  const document = readDocument({ kind: 'text', source }, found, NOW)
  expect(readDocument({ kind: 'text', source }, found, NOW)).toBe(document)
  expect(readDocument({ kind: 'text', source }, { ...found, name: 'other' }, NOW)).toMatchObject({ name: 'other' })
})
