import { expect, test } from 'vitest'
import { slicing } from './time-slices.js'

function* busy(milliseconds: number): Generator<void, string> {
  for (const end = performance.now() + milliseconds; performance.now() < end; ) yield
  return 'done'
}

test('others have their turn in between, and may say that nobody waits any more', async () => {
  let pauses = 0
  const inSlices = slicing(async () => pauses++)
  expect(await inSlices(busy(50), () => false)).toBe('done')
  expect(pauses).toBeGreaterThan(1)
  expect(await inSlices(busy(50), () => true)).toBeUndefined()
  pauses = 0
  expect(await inSlices(busy(0), () => true)).toBe('done')
  expect(pauses).toBe(0)
})
