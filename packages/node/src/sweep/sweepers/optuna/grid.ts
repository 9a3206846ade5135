import { type Distribution, sizeOf } from '../search/search-space.js'
import type { Params, Recalled } from '../search/study.js'
import type { Sampler } from './sampler.js'

/** Every combination in order, the last parameter varying fastest. */
export function gridSampler(distributions: readonly Distribution[]): Sampler {
  const sizes = distributions.map(sizeOf)
  let next = 0
  return () => {
    let rest = next++
    const units = new Array<number>(sizes.length)
    for (let at = sizes.length - 1; at >= 0; at--) {
      const size = sizes[at]!
      units[at] = ((rest % size) + 0.5) / size
      rest = Math.floor(rest / size)
    }
    return units
  }
}

/** What an earlier run left of a grid: the points that failed first, then those that it did not come to. */
export class GridLeft {
  private readonly again = new Map<string, Params>()
  private readonly begun = new Set<string>()

  constructor(private readonly keys: readonly string[]) {}

  recall(trials: readonly Recalled<unknown>[]): void {
    for (const { params } of trials) this.begun.add(this.textOf(params))
    for (const { params, values } of trials) if (values === undefined) this.again.set(this.textOf(params), params)
    for (const { params, values } of trials) if (values !== undefined) this.again.delete(this.textOf(params))
  }

  next(draw: () => Params): Params {
    for (const [text, params] of this.again) {
      this.again.delete(text)
      return params
    }
    // Taken out, so that a grid that is gone through again begins from its first point.
    let params = draw()
    while (this.begun.delete(this.textOf(params))) params = draw()
    return params
  }

  private textOf(params: Params): string {
    return this.keys.map((key) => params.get(key)?.text).join('\n')
  }
}
