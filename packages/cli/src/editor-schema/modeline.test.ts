import { readHeader } from '@hydraconf/core'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { withModeline } from './modeline.js'

const LINE = '# yaml-language-server: $schema=../x.json'

test.each([
  ['at the top of a config without a header', 'a: 1\n', `${LINE}\na: 1\n`],
  ['below the header', '# @package _global_\n# about\na: 1\n', `# @package _global_\n${LINE}\n# about\na: 1\n`],
  ['below a header with blank lines', '\n# @package _global_\n\na: 1\n', `\n# @package _global_\n${LINE}\n\na: 1\n`],
  ['in place of an older one', '# yaml-language-server: $schema=old.json\na: 1\n', `${LINE}\na: 1\n`],
  [
    'in place of one that hid the header',
    '# yaml-language-server: $schema=old.json\n# @package _global_\na: 1\n',
    `# @package _global_\n${LINE}\na: 1\n`,
  ],
  ['in the line endings of the file', '# @package a\r\na: 1\r\n', `# @package a\r\n${LINE}\r\na: 1\r\n`],
  ['behind a byte order mark', '\ufeffa: 1\n', `\ufeff${LINE}\na: 1\n`],
  ['in an empty file', '', `${LINE}\n`],
])('it stands %s', (_, before, after) => {
  expect(withModeline(before, '../x.json')).toBe(after)
  expect(withModeline(after, '../x.json')).toBe(after)
})

test('a text that is one of its lines is left alone', () => {
  const text = `a: |\n  x\n${LINE}\n`
  expect(withModeline(text, 'new.json')).toBe(`# yaml-language-server: $schema=new.json\n${text}`)
})

test('Hydra finds the header as before', () => {
  const source = (text: string) => ({ kind: 'file', name: 'x.yaml', text }) as const
  const line = fc.constantFrom('# @package a.b', '#@package c', '# about', '', ' ', 'a: 1')
  fc.assert(
    fc.property(fc.array(line, { maxLength: 6 }), (lines) => {
      const before = lines.join('\n')
      expect(readHeader(source(withModeline(before, 'x.json')))).toEqual(readHeader(source(before)))
    }),
  )
})
