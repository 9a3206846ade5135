import { type Composed, type Environment, HydraconfError, type Origin } from '@hydraconf/core'
import { tried } from './attempt.js'
import type { Exploration } from './explore.js'
import { originKey, type Problem, type Severity } from './problem.js'

/** What only a program knows to be wrong with a composed config: a class that it does not have. */
export type ComposedCheck = (composed: Composed) => readonly ComposedProblem[]

export interface ComposedProblem {
  readonly severity: Severity
  readonly code: string
  readonly message: string
  readonly advice?: string | undefined
  readonly origin: Origin
}

/** What is wrong with the compositions of a tree by such a check, each place once. */
export function composedProblems(
  { attempts }: Exploration,
  environment: Environment,
  check: ComposedCheck,
): readonly Problem[] {
  const found = new Map<string, Problem>()
  for (const { config, composing } of attempts) {
    if (config === undefined) continue
    // Its stages are not kept.
    const composed = tried(composing, environment)
    if (composed instanceof HydraconfError) continue
    for (const { severity, code, message, advice, origin } of check(composed)) {
      const cause = `${code} ${originKey(origin)}`
      if (!found.has(cause)) found.set(cause, { severity, code, message, advice, origin, also: [], composing })
    }
  }
  return [...found.values()]
}
