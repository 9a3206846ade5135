import { damaged } from './damage.js'
import { Random } from './random.js'
import { madeTree, type Tree } from './trees.js'
import { faultsOf } from './try-tree.js'

/** A damaged tree, and what was wrong with the answers to it. */
export interface Found {
  /** Counts from 0: with the seed, this makes the tree again. */
  readonly number: number
  readonly tree: Tree
  readonly faults: readonly string[]
}

/** Tree `number` of a seed: each is damaged by itself, so that any of them can be made again without the others. */
export function damagedTree(stored: readonly Tree[], seed: number, number: number): Tree {
  const random = new Random(seed * 1_000_003 + number)
  return damaged(random.chance(2) ? madeTree(random) : random.of(stored), random)
}

/** Tries so many damaged trees, and gives those that were answered wrongly. */
export async function* runDamaged(
  stored: readonly Tree[],
  seed: number,
  from: number,
  to: number,
): AsyncGenerator<Found> {
  for (let number = from; number < to; number++) {
    const tree = damagedTree(stored, seed, number)
    const faults = await faultsOf(tree)
    if (faults.length > 0) yield { number, tree, faults }
  }
}
