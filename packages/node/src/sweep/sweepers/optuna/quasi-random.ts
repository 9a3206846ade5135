import type { Random } from '@hydraconf/core'
import type { Sampler } from './sampler.js'

/** Points that fill the space evenly: a Halton sequence, moved as a whole by lot. */
export function quasiRandom(dimensions: number, draw: Random): Sampler {
  const bases = primes(dimensions)
  const moved = bases.map(draw)
  let next = 1
  return () => {
    const index = next++
    return bases.map((base, at) => (radicalInverse(index, base) + moved[at]!) % 1)
  }
}

/** The digits of a number, mirrored at the point: 6 is 110 in base 2, and gives 0.011. */
function radicalInverse(number: number, base: number): number {
  let inverse = 0
  let digit = 1 / base
  for (let rest = number; rest > 0; rest = Math.floor(rest / base)) {
    inverse += (rest % base) * digit
    digit /= base
  }
  return inverse
}

function primes(count: number): readonly number[] {
  const found: number[] = []
  for (let number = 2; found.length < count; number++) {
    if (found.every((prime) => number % prime !== 0)) found.push(number)
  }
  return found
}
