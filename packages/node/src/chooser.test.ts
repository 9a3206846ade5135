import { expect, expectTypeOf, test } from 'vitest'
import { type Choose, chooser } from './chooser.js'

interface Groups {
  db: 'mysql' | 'it is'
  'db@backup': 'mysql'
}

test('a choice is an override, with quotes where it needs them', () => {
  const choose = chooser<Groups>()
  expect(choose('db', 'mysql')).toBe('db=mysql')
  expect(choose('db', 'it is')).toBe("db='it is'")
  expect(choose('db@backup', 'mysql')).toBe('db@backup=mysql')
})

test('groups and options are those that there are', () => {
  const choose = chooser<Groups>()
  expectTypeOf(choose).toEqualTypeOf<Choose<Groups>>()
  // @ts-expect-error the group has no such option
  choose('db', 'postgres')
  // @ts-expect-error there is no such group
  choose('cache', 'mysql')
})
