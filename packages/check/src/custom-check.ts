import { type Composed, maskedTelling, type Origin } from '@hydraconf/core'
import type { Composing } from './composing.js'
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

/** What such a check says, without what is sensitive in the config. */
export function checkedProblems(composed: Composed, check: ComposedCheck): readonly ComposedProblem[] {
  return check(composed).map((problem) => maskedTelling(problem, composed.secrets))
}

/** Adds what such a check says of one composition to what is known; each place is said once. */
export function noteProblems(
  known: Map<string, Problem>,
  problems: readonly ComposedProblem[],
  composing: Composing,
): void {
  for (const { severity, code, message, advice, origin } of problems) {
    const cause = `${code} ${originKey(origin)}`
    if (!known.has(cause)) known.set(cause, { severity, code, message, advice, origin, also: [], composing })
  }
}
