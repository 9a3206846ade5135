import { keyText, type Override, parseOverrides, planSweep } from '@hydraconf/core'
import type { SweepContext } from '../sweeper.js'

/** What part of a job takes in turn: the texts of one override, or of several that go together. */
export interface Axis {
  readonly count: number
  at(index: number): readonly string[]
}

/** The values of one override: one where it does not sweep. @throws HydraException for a sweep without end */
export function axisOf(override: Override, { dialect, optionsOf, random }: SweepContext): Axis {
  const plan = planSweep([override], { dialect, optionsOf, random })
  return { count: Number(plan.count), at: (index) => plan.job(index).texts }
}

/** Every combination, the last axis varying fastest; each made when it is asked for. */
export function* combinations(axes: readonly Axis[]): Generator<readonly string[]> {
  const count = axes.reduce((product, axis) => product * axis.count, 1)
  for (let index = 0; index < count; index++) {
    const texts: (readonly string[])[] = []
    let rest = index
    for (let at = axes.length - 1; at >= 0; at--) {
      const axis = axes[at]!
      texts.unshift(axis.at(rest % axis.count))
      rest = Math.floor(rest / axis.count)
    }
    yield texts.flat()
  }
}

/** `hydra.sweeper.params` and the command line; of two of one key the last counts, at the place of the first. */
export function overridesOf({ params, overrides, dialect, random }: SweepContext): readonly Override[] {
  const fromConfig = parseOverrides(
    params.map(([key, text]) => `${key}=${text}`),
    { dialect, random },
  )
  const byKey = new Map<string, Override>()
  for (const override of [...fromConfig, ...overrides]) byKey.set(keyText(override), override)
  return [...byKey.values()]
}
