import type { Told } from './study.js'

/** Proposes where in [0, 1) the parameters of the next trial are, one for each, given what is known. */
export type Sampler = (trials: readonly Told[]) => readonly number[]

/** Trials by how good they are, the best first: in one direction by their value, in several by how many others beat them. */
export type Ranking = (trials: readonly Told[]) => readonly Told[]
