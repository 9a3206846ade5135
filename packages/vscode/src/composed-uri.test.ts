import { expect, test } from 'vitest'
import { askedBy, composedUri, SCHEME } from './composed-uri.js'

test('a URI says which composition it is, and its path is one name', () => {
  const asked = { tree: 'file:///shop/conf', overrides: ['db/engine=x', 'a="ü b"'], plain: true }
  const uri = composedUri('conf (db/engine=x)', asked)
  expect(uri.path.lastIndexOf('/')).toBe(0)
  expect(uri.path).toMatch(/\.yaml$/)
  expect(askedBy(uri)).toEqual(asked)
})

test.each([
  ['of another scheme', { scheme: 'file', query: '{"tree":"x"}' }],
  ['that someone else made', { scheme: SCHEME, query: 'no json' }],
  ['without a tree', { scheme: SCHEME, query: '{}' }],
])('a URI %s asks for nothing', (_, uri) => {
  expect(askedBy(uri)).toBeUndefined()
})
