import { expect, test } from 'vitest'
import { composeTexts } from './compose-texts.js'

const TREE = {
  config: 'defaults: [foo: bar/baz, _self_]\ntext: "\\U0001F600"\n',
  'foo/bar/baz': 'x: 1\n',
  up: 'defaults: [../foo/bar/baz]\n',
}

test('one tree is read by the rules of either dialect, in one process', () => {
  const [older, newer] = [composeTexts(TREE), composeTexts(TREE, [], { dialect: '1.4' })]
  expect(older.yaml()).toBe('foo:\n  x: 1\ntext: 😀\n')
  expect(newer.yaml()).toBe('foo:\n  bar:\n    x: 1\ntext: "\\U0001F600"\n')
  expect([older.choices.foo, newer.choices['foo/bar']]).toEqual(['bar/baz', 'baz'])
  expect(composeTexts(TREE).yaml()).toBe(older.yaml())
})

test('what 1.4 does not follow any more is refused, with the way out', () => {
  expect(() => composeTexts(TREE, [], { dialect: '1.4', configName: 'up' })).toThrow(/does not follow '\.\.'/)
  expect(() => composeTexts(TREE, [], { dialect: '1.4', versionBase: '1.1' })).toThrow(/version_base '1\.1' any more/)
})
