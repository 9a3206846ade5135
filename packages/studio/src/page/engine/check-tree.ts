import { checking, type Problem } from '@hydraconf/check'
import { inSlices } from './in-slices.js'
import type { PageTree } from './page-tree.js'
import { type Place, placeOf } from './place.js'

/** Something that `hydraconf check` would say. */
export interface ProblemData {
  readonly severity: Problem['severity']
  readonly code: string
  readonly message: string
  readonly advice: string | undefined
  readonly place: Place | undefined
}

/** All that is wrong with the tree. Between compositions it lets others ask. Undefined: `isObsolete` said so. */
export async function checkTree(
  tree: PageTree,
  configName: string | undefined,
  isObsolete: () => boolean,
): Promise<readonly ProblemData[] | undefined> {
  const checked = await inSlices(checking(tree.environment(), { configName }), isObsolete)
  return checked?.problems.map((problem) => dataOf(problem, tree))
}

function dataOf({ severity, code, message, advice, origin }: Problem, tree: PageTree): ProblemData {
  return { severity, code, message, advice, place: origin === undefined ? undefined : placeOf(origin, tree) }
}
