import { closeMatches, isSweep, keyText, type Override, raise } from '@hydraconf/core'
import type { Sweeper } from '../sweeper.js'
import { type Axis, axisOf, combinations, overridesOf } from './axes.js'
import { batchesOf, batchSizeOf } from './batches.js'
import { zipKeyUnknown, zipUneven } from './messages.js'
import { ZIP_SETTINGS } from './zip-settings.js'

/**
 * Sweeps that go together: with `a=1,2 b=x,y` the jobs are `a=1 b=x` and `a=2 b=y`. `hydra.sweeper.keys` names those that do,
 * and the others are combined with them; all do unless it is given.
 */
export const zipSweeper: Sweeper = {
  settings: ZIP_SETTINGS,
  async sweep(context) {
    const overrides = overridesOf(context)
    const axes = overrides.map((override) => axisOf(override, context))
    const jobs = combinations(zipped(axes, together(overrides, context.settings.keys), overrides))
    for (const batch of batchesOf(jobs, batchSizeOf(context.settings))) await context.launch(batch)
  },
}

/** Which of the overrides go together, by their place. */
function together(overrides: readonly Override[], keys: unknown): readonly number[] {
  const sweeps = overrides.flatMap(({ value }, at) => (value !== undefined && isSweep(value) ? [at] : []))
  if (keys === null || keys === undefined) return sweeps
  const names = sweeps.map((at) => keyText(overrides[at]!))
  const asked = (Array.isArray(keys) ? keys : [keys]).map(String)
  for (const key of asked) {
    if (!names.includes(key)) throw raise(zipKeyUnknown({ key, known: names, near: closeMatches(key, names) }))
  }
  return sweeps.filter((at) => asked.includes(keyText(overrides[at]!)))
}

/** They stand where the first of them stands, as one. */
function zipped(axes: readonly Axis[], at: readonly number[], overrides: readonly Override[]): readonly Axis[] {
  const [first] = at
  if (first === undefined) return axes
  const members = at.map((place) => axes[place]!)
  const { count } = members[0]!
  if (members.some((member) => member.count !== count)) {
    const counts = at.map((place) => ({ key: keyText(overrides[place]!), count: axes[place]!.count }))
    throw raise(zipUneven({ counts }))
  }
  const one: Axis = { count, at: (index) => members.flatMap((member) => member.at(index)) }
  return axes.flatMap((axis, place) => (place === first ? [one] : at.includes(place) ? [] : [axis]))
}
