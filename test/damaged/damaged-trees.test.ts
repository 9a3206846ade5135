import { expect, test } from 'vitest'
import { announce, casesOf, SEED } from '../differential/settings.js'
import { damagedTree, type Found, runDamaged } from './run-damaged.js'
import { ROOT, storedTrees } from './trees.js'
import { faultsOf } from './try-tree.js'

const stored = storedTrees(ROOT)

// `node test/damaged/soak.mjs 100000` tries as many, of any seed.
test('a damaged tree is composed, or refused in words, whatever is wrong with it', async () => {
  const cases = casesOf(150)
  announce('damaged trees', cases)
  const found: Found[] = []
  for await (const one of runDamaged(stored, SEED, 0, cases)) found.push(one)
  expect(found).toEqual([])
})

test('sound trees are there to be damaged, and nothing is wrong with the answers to them', async () => {
  expect(stored.length).toBeGreaterThan(30)
  for (const tree of stored.slice(0, 8)) expect(await faultsOf(tree), tree.name).toEqual([])
})

test('the same number of the same seed is the same tree', () => {
  expect(damagedTree(stored, 5, 3)).toEqual(damagedTree(stored, 5, 3))
  expect(damagedTree(stored, 5, 3)).not.toEqual(damagedTree(stored, 6, 3))
})
