import type { Element } from './override.js'

/** What an override sweeps over: a value that stands for many jobs. */
export type Sweep = ChoiceSweep | RangeSweep | IntervalSweep | GlobSweep

export interface ChoiceSweep {
  readonly kind: 'choice'
  /** Written `a,b` rather than `choice(a,b)`. */
  readonly simple: boolean
  readonly list: readonly (Element | Sweep)[]
  readonly shuffle: boolean
  readonly tags: readonly string[]
}

/** A number of a sweep: ints and floats stay apart, since they are printed apart. */
export type SweepNumber =
  | { readonly kind: 'int'; readonly value: bigint }
  | { readonly kind: 'float'; readonly value: number }

export interface RangeSweep {
  readonly kind: 'range'
  readonly start: SweepNumber
  readonly stop: SweepNumber
  readonly step: SweepNumber
  readonly shuffle: boolean
  readonly tags: readonly string[]
}

export interface IntervalSweep {
  readonly kind: 'interval'
  readonly start: SweepNumber
  readonly end: SweepNumber
  readonly tags: readonly string[]
}

export interface GlobSweep {
  readonly kind: 'glob'
  readonly include: readonly string[]
  readonly exclude: readonly string[]
  readonly tags: readonly string[]
}
