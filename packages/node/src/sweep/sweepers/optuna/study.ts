import type { Distribution, Param, SearchSpace } from './search-space.js'

/** Proposes the parameters of trials, and learns from what came of them: Optuna itself, or its stand-in here. */
export interface Study {
  readonly name: string
  /** Its class, as the log says it. */
  readonly sampler: string
  /** How many trials its storage held already. */
  readonly known: number
  /** Trials of an earlier run of the same sweep; without values they failed. */
  recall(trials: readonly Recalled[]): Promise<void>
  ask(count: number): Promise<readonly Trial[]>
  /** What came of a trial: a value for each direction, or undefined where it failed. */
  tell(trial: Trial, values: readonly number[] | undefined): Promise<void>
  /** The best trial, or with several directions those that no other beats in all. Empty: none was completed. */
  best(): Promise<readonly Told[]>
  close(): void
}

/** The value of each parameter. */
export type Params = ReadonlyMap<string, Param>

export interface Trial {
  readonly number: number
  readonly params: Params
}

export interface Told {
  readonly params: Params
  readonly values: readonly number[]
}

export interface Recalled {
  readonly params: Params
  readonly values: readonly number[] | undefined
}

export interface StudySettings {
  readonly studyName: string | undefined
  readonly storage: string | undefined
  /** `_target_` and the settings of the sampler's class. */
  readonly sampler: Readonly<Record<string, unknown>>
  readonly directions: readonly Direction[]
  readonly space: SearchSpace
}

export type Direction = 'minimize' | 'maximize'

/** How many values the parameter can take; Infinity for an interval. */
export function sizeOf(distribution: Distribution): number {
  if (distribution.kind === 'choice') return distribution.choices.length
  const { kind, low, high, step = kind === 'int' ? 1 : 0 } = distribution
  return step === 0 ? (low === high ? 1 : Infinity) : Math.round((high - low) / step) + 1
}
