import { expect, test } from 'vitest'
import { resolve } from '../interpolation/resolve-config.js'
import { map } from '../value/constructors.js'
import { ParseCache } from './parse-cache.js'
import { textValue } from './text-value.js'

test.each([
  ['', 'str'],
  ['a', 'str'],
  ['$a', 'str'],
  ['{a}', 'str'],
  ['???', 'missing'],
  [' ???', 'str'],
  ['${a}', 'interpolation'],
  ['x${a}', 'interpolation'],
  ['\\${a}', 'interpolation'],
])('%j is %s', (text, kind) => {
  expect(textValue(text)).toMatchObject({ kind, value: text })
})

test('an interpolation that is not well formed is refused', () => {
  expect(() => textValue('${a')).toThrow("This '${' has no '}'")
})

test.each(['${a\n}', '${ \n a}', '${:b}', '${f:a,\nb}'])(
  '%j is let in, as OmegaConf does, and refused when it is read',
  (text) => {
    const value = textValue(text)
    expect(value.kind).toBe('interpolation')
    expect(() => resolve(map([['x', value]]))).toThrow()
  },
)

test('a text is parsed once for as long as it is in use', () => {
  const parsed = (text: string) => {
    const value = textValue(text)
    return value.kind === 'interpolation' ? value.template : undefined
  }
  expect(parsed('${some.key}')).toBe(parsed('${some.key}'))
})

test('what has not been asked for in a while is forgotten', () => {
  const memo = new ParseCache<number>(2)
  for (const [at, text] of ['a', 'b', 'c'].entries()) memo.keep(text, at)
  expect(memo.get('a')).toBe(0)
  for (const text of ['d', 'e', 'f', 'g']) {
    memo.keep(text, 9)
    expect(memo.get('a')).toBe(0)
  }
  expect(memo.get('b')).toBeUndefined()
})
