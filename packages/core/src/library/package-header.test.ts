import { expect, test } from 'vitest'
import { readHeader } from './package-header.js'

const packageOf = (text: string) => readHeader({ kind: 'file', name: 'config.yaml', text }).package

test.each([
  ['# @package foo.bar\na: 1', 'foo.bar'],
  ['\n\n   #@package foo\na: 1', 'foo'],
  ['# @package   foo  \r\na: 1', 'foo'],
  ['# @author me\n# @package foo', 'foo'],
  ['# a comment\n# @package foo', undefined],
  ['a: 1\n# @package foo', undefined],
  ['## @package foo', undefined],
  ['\ufeff# @package foo', undefined],
  ['# @package one\n# @package two', 'two'],
  ['', undefined],
])('the package of %j is %s', (text, expected) => {
  expect(packageOf(text)).toBe(expected)
})

test('a header is looked for in the first 512 characters, a line break counting as one', () => {
  const before = (length: number, end: string) => `# @x ${'y'.repeat(length)}${end}# @package foo`
  expect(packageOf(before(492, '\n'))).toBe('foo')
  expect(packageOf(before(492, '\r\n'))).toBe('foo')
  expect(packageOf(before(493, '\n'))).toBe('fo')
  expect(packageOf(before(600, '\n'))).toBeUndefined()
})

test.each(['# @package', '# @package a b', '# @package\tfoo', '# @'])('%j is refused', (text) => {
  expect(() => packageOf(text)).toThrow('header line')
})
