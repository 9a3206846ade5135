import { type Composed, HydraconfError, inline, shownDifferences } from '@hydraconf/core'
import type { Composing } from '../composing.js'
import { type Problem, problemOf } from '../problem.js'

/** Every value that is another after an upgrade, at the place where the one before was written. */
export function changedValues(before: Composed, after: Composed, composing: Composing): Problem[] {
  return shownDifferences(before, after).map(({ key, left, right }) => ({
    severity: 'warning',
    code: 'value-changes',
    message: `'${key}' is ${shown(left)} before and ${shown(right)} after`,
    advice: undefined,
    origin: (left ?? right)?.origin,
    also: [],
    composing,
  }))
}

/** What can be resolved before and not after, mostly an interpolation of a missing value. */
export function unresolvedValues(before: Composed, after: Composed, composing: Composing): Problem[] {
  if (refusalOf(before) !== undefined) return []
  const refusal = refusalOf(after)
  if (refusal === undefined) return []
  return [{ ...problemOf(refusal, composing, 'note'), code: 'resolving-refused' }]
}

function refusalOf(composed: Composed): HydraconfError | undefined {
  try {
    composed.resolve(composed.job, { as: 'config' })
    return undefined
  } catch (error) {
    if (error instanceof HydraconfError) return error
    throw error
  }
}

function shown(value: Parameters<typeof inline>[0] | undefined): string {
  return value === undefined ? 'not there' : inline(value)
}
