import type { SearchSpace } from '../search/search-space.js'
import type { Params, Study } from '../search/study.js'

/** A study of Optuna's, or of its stand-in here: a trial comes to a value for each direction. */
export interface OptunaStudy extends Study<readonly number[]> {
  readonly name: string
  /** Its class, as the log says it. */
  readonly sampler: string
  /** The best trial, or with several directions those that no other beats in all. Empty: none was completed. */
  best(): Promise<readonly Told[]>
}

export interface Told {
  readonly params: Params
  readonly values: readonly number[]
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
