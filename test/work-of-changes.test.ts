import { closeMatches } from '@hydraconf/core'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { composeTexts } from './compose-texts.js'

afterEach(() => vi.restoreAllMocks())

/** How many entries of maps are copied to other maps meanwhile. */
function copiedBy(work: () => unknown): number {
  const RealMap = globalThis.Map
  let copied = 0
  vi.stubGlobal(
    'Map',
    class<K, V> extends RealMap<K, V> {
      constructor(entries?: Iterable<readonly [K, V]> | null) {
        super(entries)
        if (entries instanceof RealMap) copied += entries.size
      }
    },
  )
  try {
    work()
  } finally {
    vi.unstubAllGlobals()
  }
  return copied
}

const lines = (count: number, line: (at: number) => string) => Array.from({ length: count }, (_, at) => line(at))
const keys = (count: number) => lines(count, (at) => `k${at}: 0\n`).join('')

describe('twice as many overrides take twice the work', () => {
  test.each<[what: string, config: (count: number) => string, override: (at: number) => string]>([
    ['new keys', () => 'a: 1\n', (at) => `+k${at}=1`],
    ['changed keys', keys, (at) => `k${at}=1`],
    ['deleted keys', keys, (at) => `~k${at}`],
    ['new keys further down', () => 'a: 1\n', (at) => `+b.c.d.k${at}=1`],
    ['maps merged into one', () => 'a: 1\n', (at) => `+m={k${at}: 1}`],
    ['new keys that refer to others', () => 'a: 1\n', (at) => `+k${at}=\${a}`],
  ])('%s', (_, config, override) => {
    const work = (count: number) => copiedBy(() => composeTexts({ config: config(count) }, lines(count, override)).job)
    work(1)
    const [once, twice] = [work(300), work(600)]
    expect(twice).toBeLessThan(2.2 * once)
  })
})

test('a key of twice as many parts takes twice the work', () => {
  const work = (parts: number) => copiedBy(() => composeTexts({ config: 'a: 1\n' }, [`+b${'.k'.repeat(parts)}=1`]))
  expect(work(400)).toBeLessThan(2.2 * work(200))
})

test('the words that are meant are found in a time that grows with the length of the words', () => {
  const min = vi.spyOn(Math, 'min')
  const work = (length: number) => {
    min.mockClear()
    closeMatches('k'.repeat(length), [`${'k'.repeat(length - 1)}x`, `x${'k'.repeat(length - 1)}`])
    return min.mock.calls.length
  }
  expect(work(2000)).toBeLessThan(2.2 * work(1000))
})
