import { expect, test } from 'vitest'
import { composeTexts } from './compose-texts.js'

/** Defaults lists as Hydra 1.4 reads them, beside what 1.3 makes of the same; both asked of the real ones. */

const OPTIONS = {
  'db/one': 'v: 1\n',
  'db/two': 'v: 2\n',
  'db/k/one': 'v: k\n',
  'x/one': 'w: 1\n',
  'x/k/one': 'defaults: [other]\nw: k\n',
  'x/k/other': 'o: 1\n',
}

function composed(list: string, overrides: readonly string[], dialect: '1.3' | '1.4'): string {
  return composeTexts({ ...OPTIONS, config: `defaults: ${list}\n` }, [...overrides], { dialect }).yaml()
}

test.each<[list: string, overrides: string[], in13: string, in14: string]>([
  ['[db@p._group_: one]', [], 'p:\n  db:\n    v: 1\n', 'p:\n  _group_:\n    v: 1\n'],
  ['[db@_group_.z: one]', [], 'db:\n  z:\n    v: 1\n', 'db:\n  z:\n    v: 1\n'],
  ['[db@_group_: [k/one]]', [], 'db:\n  v: k\n', 'db:\n  k:\n    v: k\n'],
  ['[db/one@q._group_]', [], 'q:\n  db:\n    v: 1\n', 'q:\n  _group_:\n    v: 1\n'],
])('_group_ is a keyword where it leads a package: %s %j', (list, overrides, in13, in14) => {
  expect(composed(list, overrides, '1.3')).toBe(in13)
  expect(composed(list, overrides, '1.4')).toBe(in14)
})

test.each<[list: string, overrides: string[], in14: string]>([
  ['[db@_group_.z: one]', ['db@_group_.z=two'], 'db:\n  z:\n    v: 2\n'],
  ['[db: one]', ['db@_group_=two'], 'db:\n  v: 2\n'],
  ['[db@_group_.z: one]', ['~db@_group_.z'], '{}\n'],
  ["[db: one, '  override db': two]", [], 'db:\n  v: 2\n'],
  ["['db ': one]", [], 'db:\n  v: 1\n'],
  ["[{opt: _self_}, 'db/one']", [], 'db:\n  v: 1\n'],
])('is read in 1.4 and refused in 1.3: %s %j', (list, overrides, in14) => {
  expect(composed(list, overrides, '1.4')).toBe(in14)
  expect(() => composed(list, overrides, '1.3')).toThrow()
})

test.each<[list: string, overrides: string[], yaml: string]>([
  ["[db: one, '/x/${db}']", [], 'db:\n  v: 1\nx:\n  w: 1\n'],
  ["[db: one, x: 'k/${db}']", [], 'db:\n  v: 1\nx:\n  k:\n    o: 1\n    w: k\n'],
  ["[db: one, x: '${db}']", ['db=k/one'], 'db:\n  v: k\nx:\n  k:\n    o: 1\n    w: k\n'],
])('what an interpolation came to is read as if it were written there in 1.4: %s %j', (list, overrides, yaml) => {
  expect(composed(list, overrides, '1.4')).toBe(yaml)
})

test.each<[list: string, overrides: string[], refusal: RegExp]>([
  ['[db: ../one]', ['db=one'], /does not follow '\.\.' in an option: \.\.\/one/],
  ['[db: [../one]]', [], /does not follow '\.\.' in an option/],
  ['[db: one]', ['db=../db/one'], /does not follow '\.\.' in an option/],
  ["[db: 'k\\one']", [], /refuses a backslash in an option: k\\one/],
  ["['db\\one']", [], /refuses a backslash in the name of a config/],
  ["['optional db\\k': one]", [], /refuses a backslash in the name of a group/],
  ["[db: '???', x: '${db}']", [], /it refers to a group that has no choice/],
  ["[db: 'one???']", [], /Could not find|no option/],
])('is refused in 1.4: %s %j', (list, overrides, refusal) => {
  const tree = { ...OPTIONS, config: `defaults: ${list}\n` }
  expect(() => composeTexts(tree, [...overrides], { dialect: '1.4', mode: 'MULTIRUN' })).toThrow(refusal)
})

test('what the command line appends is named from the top in 1.4', () => {
  const tree = { ...OPTIONS, 'exp/e': '# @package foo\na: 1\n' }
  const yaml = (dialect: '1.4') => composeTexts(tree, ['+db=[one]', '+x=one'], { dialect, configName: 'exp/e' }).yaml()
  expect(yaml('1.4')).toBe('foo:\n  a: 1\ndb:\n  v: 1\nx:\n  w: 1\n')
})
