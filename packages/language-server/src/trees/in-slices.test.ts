import { expect, test } from 'vitest'
import { inSlices } from './in-slices.js'

test('between the turns that a request takes there is no more than one slice', async () => {
  let slices = 0
  let isAsked = true
  const running = inSlices(
    (function* () {
      while (isAsked) {
        slices++
        for (const end = performance.now() + 6; performance.now() < end; );
        yield
      }
    })(),
    () => false,
  )
  const turn = () => new Promise((resolve) => setImmediate(resolve))
  for (let request = 0; request < 5; request++) {
    const before = slices
    for (let at = 0; at < 4; at++) await turn()
    expect(slices - before).toBeLessThanOrEqual(1)
  }
  isAsked = false
  await running
  expect(slices).toBeGreaterThan(1)
})
