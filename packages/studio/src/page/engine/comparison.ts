import { type Composed, Explainer, inline, lastWriter, type Path, shownDifferences, type Value } from '@hydraconf/core'

/** One value that is not the same on both sides, with what made it so on either. */
export interface ComparedValue {
  readonly key: string
  readonly left: ComparedSide | undefined
  readonly right: ComparedSide | undefined
}

export interface ComparedSide {
  readonly value: string
  readonly because: string | undefined
}

/** Only what differs between two configs: in the order of the left one, then what only the right one has. */
export function comparison(left: Composed, right: Composed): readonly ComparedValue[] {
  const explainers = { left: new Explainer(left), right: new Explainer(right) }
  const side = (explainer: Explainer, path: Path, value: Value | undefined) =>
    value === undefined ? undefined : { value: inline(value), because: lastWriter(explainer, path, value) }
  return shownDifferences(left, right).map(({ key, path, left: before, right: after }) => ({
    key,
    left: side(explainers.left, path, before),
    right: side(explainers.right, path, after),
  }))
}
