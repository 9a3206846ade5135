import { expect, test, vi } from 'vitest'
import { Stopping } from './stopping.js'

test('a job that is late while the sweep is interrupted is ended once, and leaves no timer', () => {
  vi.useFakeTimers()
  try {
    const signals: unknown[] = []
    const interruption = new AbortController()
    const stopping = new Stopping({ kill: (signal) => signals.push(signal) > 0 }, interruption.signal, 3)
    interruption.abort()
    vi.advanceTimersByTime(4000)
    expect([stopping.isLate, signals]).toEqual([true, ['SIGTERM']])
    stopping.end()
    expect(vi.getTimerCount()).toBe(0)
    vi.runAllTimers()
    expect(signals).toEqual(['SIGTERM'])
  } finally {
    vi.useRealTimers()
  }
})
