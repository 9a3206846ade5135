import { expect, test } from 'vitest'
import { WeakCache } from './weak-cache.js'

test('what is kept beside an object is found by it, and by no copy of it', () => {
  const cache = new WeakCache<object, string>()
  const config = { a: 1 }
  cache.set(config, 'derived')
  expect(cache.get(config)).toBe('derived')
  expect(cache.get({ ...config })).toBeUndefined()
  expect(JSON.stringify(config)).toBe('{"a":1}')
})

test('an object that is frozen keeps nothing, and two keepers do not meet', () => {
  const [cache, other] = [new WeakCache<object, string>(), new WeakCache<object, string>()]
  const [frozen, open] = [Object.freeze({}), {}]
  cache.set(frozen, 'derived')
  cache.set(open, 'derived')
  expect([cache.get(frozen), cache.get(open), other.get(open)]).toEqual([undefined, 'derived', undefined])
})
