import type { OverrideValue } from './override.js'

/** What an override sweeps over: a value that stands for many jobs. */
export type Sweep = ChoiceSweep | RangeSweep | IntervalSweep | GlobSweep

/** `a,b` or `choice(a,b)`. */
export interface ChoiceSweep {
  readonly kind: 'choice'
  /** Written `a,b` rather than `choice(a,b)`. */
  readonly simple: boolean
  /** A sweep among them parses and cannot be enumerated. */
  readonly list: readonly OverrideValue[]
  readonly shuffle: boolean
  /** Sorted, each once. */
  readonly tags: readonly string[]
}

/** A number of a sweep: kinds stay apart, since they are printed apart. `range(true)` is as good as `range(1)`. */
export type SweepNumber =
  | { readonly kind: 'int'; readonly value: bigint }
  | { readonly kind: 'float'; readonly value: number }
  | { readonly kind: 'bool'; readonly value: boolean }

/** `range(start,stop,step)`, without `stop` itself. */
export interface RangeSweep {
  readonly kind: 'range'
  readonly start: SweepNumber
  readonly stop: SweepNumber
  readonly step: SweepNumber
  readonly shuffle: boolean
  readonly tags: readonly string[]
}

/** `interval(start,end)`: for sweepers that sample; there are no points to enumerate. */
export interface IntervalSweep {
  readonly kind: 'interval'
  readonly start: SweepNumber
  readonly end: SweepNumber
  readonly tags: readonly string[]
}

/** `glob(include,exclude)`: the options of a group whose names match. */
export interface GlobSweep {
  readonly kind: 'glob'
  /** Patterns are texts; anything else that a list of them holds parses, and fails when options are matched. */
  readonly include: readonly OverrideValue[]
  readonly exclude: readonly OverrideValue[]
  /** Hydra does not let a glob be tagged. */
  readonly tags: readonly string[]
}
