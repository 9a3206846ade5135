import fc from 'fast-check'
import { expect, test } from 'vitest'
import { closeMatches } from './close-matches.js'

test.each([
  ['mysqll', ['mysql', 'postgres'], ['mysql']],
  ['adma', ['sgd', 'adam', 'adamw'], ['adam']],
  ['ADAM', ['adam', 'sgd'], ['adam']],
  ['server', ['server@src', 'db'], ['server@src']],
  ['w_group12', ['w_group128', 'w_group64', 'tensor'], ['w_group128', 'w_group64']],
  ['x', ['y', 'z', 'abc', 'X', 'xy'], ['X', 'xy']],
  ['nothing', ['like', 'it'], []],
  ['', ['a', 'bc'], ['a']],
])('for %s among %j people mean %j', (word, words, expected) => {
  expect(closeMatches(word, words)).toEqual(expected)
})

test('at most as many as asked for, the closest first', () => {
  expect(closeMatches('abcdef', ['abcxyz', 'abcdex', 'abcdxy', 'abcdef'], 2)).toEqual(['abcdef', 'abcdex'])
})

test('a word is found from as many slips away as the whole table of both words counts', () => {
  const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 9 })
  fc.assert(
    fc.property(word, word, (a, b) => {
      const far = Math.max(1, Math.floor(a.length / 3))
      const isPart = a.length > 2 && (b.includes(a) || (b.length > 2 && a.includes(b)))
      const areLetters = a.length === 1 && b.length === 1 && a !== b
      expect(closeMatches(a, [b]).length > 0).toBe(!areLetters && (isPart || slips(a, b) <= far))
    }),
  )
})

test('of very long words only a few slips are counted', () => {
  const long = 'key_'.repeat(5000)
  expect(closeMatches(long, [`${long}x`, `x${long.slice(2)}`, long.replace('key_', 'xxx')])).toHaveLength(3)
  expect(closeMatches(long, [`${'x'.repeat(13)}${long.slice(13)}`])).toEqual([])
})

/** Insertions, deletions, replacements and swaps between two words, by the whole table. */
function slips(a: string, b: string): number {
  const table = Array.from({ length: a.length + 1 }, (_, i) => Array.from({ length: b.length + 1 }, (_, j) => i + j))
  for (let i = 1; i <= a.length; i++) {
    for (let j = 1; j <= b.length; j++) {
      const isSame = a[i - 1] === b[j - 1]
      let cost = Math.min(table[i - 1]![j]! + 1, table[i]![j - 1]! + 1, table[i - 1]![j - 1]! + (isSame ? 0 : 1))
      if (a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) cost = Math.min(cost, table[i - 2]![j - 2]! + 1)
      table[i]![j] = cost
    }
  }
  return table[a.length]![b.length]!
}
