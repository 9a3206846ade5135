import { expect, test } from 'vitest'
import { WeakCache } from './weak-cache.js'

test('what is kept beside an object is found by it, and by no copy of it', () => {
  const kept = new WeakCache<object, string>()
  const config = { a: 1 }
  kept.set(config, 'derived')
  expect(kept.get(config)).toBe('derived')
  expect(kept.get({ ...config })).toBeUndefined()
  expect(JSON.stringify(config)).toBe('{"a":1}')
})

test('an object that is frozen keeps nothing, and two keepers do not meet', () => {
  const [kept, other] = [new WeakCache<object, string>(), new WeakCache<object, string>()]
  const [frozen, open] = [Object.freeze({}), {}]
  kept.set(frozen, 'derived')
  kept.set(open, 'derived')
  expect([kept.get(frozen), kept.get(open), other.get(open)]).toEqual([undefined, 'derived', undefined])
})
