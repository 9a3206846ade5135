import type { Param } from './search-space.js'

/** Proposes the parameters of trials, and learns from what came of them. `Values`: what a completed trial came to. */
export interface Study<Values> {
  /** How many trials it had already when it was opened. */
  readonly known: number
  /** Trials of an earlier run of the same sweep; without values they failed. */
  recall(trials: readonly Recalled<Values>[]): Promise<void>
  /** So many trials, or fewer; none where there is nothing left to try. */
  ask(count: number): Promise<readonly Trial[]>
  /** What came of a trial; undefined: it failed. */
  tell(trial: Trial, values: Values | undefined): Promise<void>
  close(): void
}

/** The value of each parameter. */
export type Params = ReadonlyMap<string, Param>

export interface Trial {
  readonly number: number
  readonly params: Params
}

export interface Recalled<Values> {
  readonly params: Params
  readonly values: Values | undefined
}
