import { expect, test } from 'vitest'
import { ClientActivity } from './client-activity.js'
import { whileQuiet } from './trees/in-slices.js'

test('nothing is done in the background while an editor asks one thing after the other', async () => {
  let now = 0
  let pass = (): void => {}
  const wait = (milliseconds: number) =>
    new Promise<void>((resolve) => {
      pass = () => {
        now += milliseconds
        resolve()
      }
    })
  const activity = new ClientActivity({ now: () => now, wait })
  const turns = async () => {
    for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve))
  }
  let steps = 0
  let isOver = false
  activity.heard()
  const running = whileQuiet(activity)(
    (function* () {
      while (!isOver) {
        steps++
        // Longer than a slice.
        for (const end = performance.now() + 6; performance.now() < end; );
        yield
      }
    })(),
    () => false,
  )
  for (let request = 0; request < 5; request++) {
    await turns()
    pass()
    activity.heard()
  }
  expect(steps).toBe(0)
  await turns()
  pass()
  await turns()
  expect(steps).toBeGreaterThan(0)
  // Each step has a pause behind it, and in that the next request is heard.
  activity.heard()
  const before = steps
  await turns()
  expect(steps - before).toBeLessThanOrEqual(1)
  isOver = true
  pass()
  await running
})

test('a client that never stops is not waited for without end', async () => {
  let now = 0
  const activity = new ClientActivity({
    now: () => now,
    wait: async (milliseconds) => {
      now += Math.min(20, milliseconds)
      activity.heard()
    },
  })
  activity.heard()
  await activity.quiet()
  expect(now).toBe(500)
})
