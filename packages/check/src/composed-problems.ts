import type { Composed, Origin } from '@hydraconf/core'
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
export function composedProblems({ attempts }: Exploration, check: ComposedCheck): readonly Problem[] {
  const found = new Map<string, Problem>()
  for (const { composed, composing } of attempts) {
    if (composed === undefined) continue
    for (const { severity, code, message, advice, origin } of check(composed)) {
      const cause = `${code} ${originKey(origin)}`
      if (!found.has(cause)) found.set(cause, { severity, code, message, advice, origin, also: [], composing })
    }
  }
  return [...found.values()]
}
