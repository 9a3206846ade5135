/** Whose `instantiate`. */
export type InstantiateDialect = '1.3' | '1.4'

/** What the two do differently, beside the way in which arguments of the call meet the config (`call-arguments.ts`). */
export interface InstantiateRules {
  /** 1.3 wraps what a target throws in an InstantiationException; 1.4 lets it through as it is. */
  readonly wrapsFailures: boolean
  /** 1.4: `_recursive_: false` on a node without `_target_` leaves what is inside as it is. */
  readonly keepsPlainNodes: boolean
  /** 1.4: a text of the call that would be an interpolation, or missing, in a config is refused. */
  readonly refusesUnresolved: boolean
  /** 1.3 reads all values of a mapping before it makes the first; 1.4 makes those in front of one that is refused. */
  readonly readsAhead: boolean
  /** 1.4: an `_args_` that arguments of the call replace is not looked at. */
  readonly passesOverReplaced: boolean
  /** 1.4: a positional argument of the call that has a `_target_` is made into an object. */
  readonly buildsArguments: boolean
}

export const RULES: Readonly<Record<InstantiateDialect, InstantiateRules>> = {
  '1.3': {
    wrapsFailures: true,
    keepsPlainNodes: false,
    buildsArguments: false,
    refusesUnresolved: false,
    readsAhead: true,
    passesOverReplaced: false,
  },
  '1.4': {
    wrapsFailures: false,
    keepsPlainNodes: true,
    buildsArguments: true,
    refusesUnresolved: true,
    readsAhead: false,
    passesOverReplaced: true,
  },
}
