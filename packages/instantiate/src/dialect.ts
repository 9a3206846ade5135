/** Whose `instantiate`. */
export type InstantiateDialect = '1.3' | '1.4'

/** What the two do differently, beside the way in which arguments of the call meet the config (`call-arguments.ts`). */
export interface InstantiateRules {
  /** 1.3 wraps what a target throws in an InstantiationException; 1.4 lets it through as it is. */
  readonly wrapsFailures: boolean
  /** 1.4: `_recursive_: false` on a node without `_target_` leaves what is inside as it is. */
  readonly keepsPlainNodes: boolean
  /** 1.4: a positional argument of the call that has a `_target_` is made into an object. */
  readonly buildsArguments: boolean
  /** 1.4: the settings of `instantiate` at the top of a config without `_target_` are no part of what comes out. */
  readonly dropsSettings: boolean
}

export const RULES: Readonly<Record<InstantiateDialect, InstantiateRules>> = {
  '1.3': { wrapsFailures: true, keepsPlainNodes: false, buildsArguments: false, dropsSettings: false },
  '1.4': { wrapsFailures: false, keepsPlainNodes: true, buildsArguments: true, dropsSettings: true },
}
