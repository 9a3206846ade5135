/** Numbers in [0, 1), one a call: `Math.random`, or a seeded source for runs that can be repeated. */
export type Random = () => number

/** The items in an order drawn from `random`; every order is equally likely. The items given stay as they are. */
export function shuffled<T>(items: readonly T[], random: Random): T[] {
  const out = [...items]
  for (let last = out.length - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1))
    const moved = out[last]!
    out[last] = out[other]!
    out[other] = moved
  }
  return out
}

/** A source of random numbers that gives the same ones for the same seed (the mulberry32 generator). */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
