/** Choices that a seed decides: the same seed, the same run. */
export interface Random {
  /** A float in [0, 1). */
  next(): number
  /** An int in [0, below). */
  below(below: number): number
  chance(of: number): boolean
  pick<T>(from: readonly T[]): T
  /** Between `least` and `most` of what `make` makes. */
  some<T>(least: number, most: number, make: () => T): T[]
  /** One of the makers, by weight. */
  weighted<T>(...makers: readonly (readonly [weight: number, make: () => T])[]): T
}

export function randomOf(seed: number): Random {
  let state = seed >>> 0
  const next = () => {
    // mulberry32: 32 bits of state are plenty for a few thousand test cases.
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
  const below = (limit: number) => Math.floor(next() * limit)
  return {
    next,
    below,
    chance: (of) => next() < of,
    pick: (from) => from[below(from.length)]!,
    some: (least, most, make) => Array.from({ length: least + below(most - least + 1) }, make),
    weighted: (...makers) => {
      let at = next() * makers.reduce((sum, [weight]) => sum + weight, 0)
      for (const [weight, make] of makers) {
        at -= weight
        if (at < 0) return make()
      }
      return makers.at(-1)![1]()
    },
  }
}
