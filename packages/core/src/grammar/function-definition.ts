import type { OverrideRules } from '../dialect/dialect.js'
import type { Random } from './functions-shuffle.js'
import type { OverrideValue } from './override.js'

/** How a function says that it cannot work with its arguments. */
export type Refuse = (problem: string) => never

export type Kind = OverrideValue['kind']

/** What a function takes, and what it makes of it. */
export interface Definition {
  /** The kinds that arguments by position may have, any number of them; undefined: they fill the parameters in order. */
  readonly rest: readonly Kind[] | undefined
  readonly parameters: readonly Parameter[]
  /** Hydra 1.5 drops it. */
  readonly deprecated?: boolean
  run(bound: Bound, refuse: Refuse, reading: Reading): OverrideValue
}

/** What functions depend on beside their arguments. */
export interface Reading {
  readonly rules: OverrideRules
  readonly random: Random
  /** Told of functions that are called and that Hydra is about to drop. */
  deprecated(name: string): void
}

export interface Parameter {
  readonly name: string
  readonly kinds: readonly Kind[]
  readonly required?: boolean
}

/** The arguments of a call, sorted out. */
export interface Bound {
  readonly rest: readonly OverrideValue[]
  readonly named: ReadonlyMap<string, OverrideValue>
}
