import type { Value } from '../value/value.js'
import type { Composed } from './composed.js'
import { type Difference, differences } from './differences.js'
import { valueAt } from './edit-history.js'

/**
 * What differs between the jobs of two compositions, as it may be shown. Of sensitive values that differ it is told that they
 * do; `resolve` has interpolations as what they stand for.
 */
export function shownDifferences(left: Composed, right: Composed, resolve = false): readonly Difference[] {
  const shown = ({ masked }: Composed): Value => (resolve ? masked.resolve(masked.job) : masked.job)
  const found = differences(shown(left), shown(right))
  const { masking: before } = left
  const { masking: after } = right
  if (before === undefined || after === undefined) return found
  const hidden = differences(left.job, right.job)
    .filter(({ path }) => before.hides(path) && after.hides(path))
    .map((each) => ({
      ...each,
      left: valueAt(left.masked.job, each.path),
      right: valueAt(right.masked.job, each.path),
    }))
  // One that is null, missing or not there on a side is among the others.
  const isMasked = ({ left: one, right: other }: Difference): boolean =>
    one?.kind === 'str' && other?.kind === 'str' && one.value === other.value
  return [...found, ...hidden.filter(isMasked)]
}
