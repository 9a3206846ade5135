import { expect, test } from 'vitest'
import { list, map, nullValue, path, str } from '../value/constructors.js'
import type { Key } from '../value/key.js'
import type { Container } from '../value/value.js'
import { toYaml } from './emit.js'

const both = (config: Container) => [toYaml(config), toYaml(config, { dialect: '1.4' })]
const keyed = (key: Key) => map([[key, nullValue()]])

test('characters above U+FFFF and U+0085 are escaped in 1.4', () => {
  expect(both(list([str('😀')]))).toEqual(['- 😀\n', '- "\\U0001F600"\n'])
  expect(both(list([str('a\u0085b')]))).toEqual(["- 'a\u0085  b'\n", '- "a\\Nb"\n'])
})

test('double-quoted text folds at a space in 1.4, without a backslash unless two spaces are there', () => {
  const words = `${'word '.repeat(17)} end\t`
  expect(both(list([str(words)]))).toEqual([
    `- "${'word '.repeat(15)}word\\\n  \\ word  end\\t"\n`,
    `- "${'word '.repeat(15)}word\n  word  end\\t"\n`,
  ])
  expect(toYaml(list([str(`${'x'.repeat(80)}  end\t`)]), { dialect: '1.4' })).toBe(
    `- "${'x'.repeat(80)}\n  \\ end\\t"\n`,
  )
})

test('an empty key stands on the line of its colon in 1.4, one with a carriage return behind a question mark', () => {
  expect(both(keyed(''))).toEqual(["? ''\n: null\n", "'': null\n"])
  expect(both(keyed('a\rb'))).toEqual(['"a\\rb": null\n', '? "a\\rb"\n: null\n'])
})

test('a key on the line of its colon has up to 128 bytes in 1.4, up to 122 characters in 1.3', () => {
  const isSimple = (key: string) => both(keyed(key)).map((text) => !text.startsWith('?'))
  expect(isSimple('k'.repeat(122))).toEqual([true, true])
  expect(isSimple('k'.repeat(128))).toEqual([false, true])
  expect(isSimple('k'.repeat(129))).toEqual([false, false])
  expect(isSimple('é'.repeat(64))).toEqual([true, true])
  expect(isSimple('é'.repeat(65))).toEqual([true, false])
})

test('a path is one text in 1.4, the list of its parts in 1.3', () => {
  const tag = '!!python/object/apply:pathlib.PosixPath'
  expect(both(map([['p', path('a/b')]]))).toEqual([`p: ${tag}\n- a\n- b\n`, `p: ${tag}\n- a/b\n`])
})
