import { isSweep, type Override } from '../grammar/override.js'
import { valueOrigin } from '../grammar/override-element.js'
import { ambiguousValue, hydraIsNotSwept, sweepNeedsMultirun } from '../messages/composition.js'
import { raise } from '../text/errors.js'
import type { RunMode } from './environment.js'

/** A single run takes no sweep, and no sweep may touch Hydra's own settings. */
export function refuseSweeps(overrides: readonly Override[], mode: RunMode): void {
  for (const override of overrides) {
    const { value, text } = override
    if (value === undefined || !isSweep(value)) continue
    const origin = valueOrigin(override)
    if (mode === 'MULTIRUN') {
      if (isHydraOverride(override)) throw raise(hydraIsNotSwept({ text }), origin)
    } else if (value.kind === 'choice' && value.simple) {
      throw raise(ambiguousValue({ text }), origin)
    } else {
      throw raise(sweepNeedsMultirun({ text }), origin)
    }
  }
}

/** Whether an override is about Hydra itself: it is listed apart, and is not part of `override_dirname`. */
export function isHydraOverride({ key }: Override): boolean {
  return /^hydra[./[]/.test(key.name)
}
