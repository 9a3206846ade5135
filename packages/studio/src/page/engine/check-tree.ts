import { checking, type Problem } from '@hydraconf/check'
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

/** For so long, in milliseconds, the worker checks before it looks whether it is asked something else. */
const SLICE = 20

/** All that is wrong with the tree. Between compositions it lets others ask. Undefined: `isObsolete` said so. */
export async function checkTree(
  tree: PageTree,
  configName: string | undefined,
  isObsolete: () => boolean,
): Promise<readonly ProblemData[] | undefined> {
  const steps = checking(tree.environment(), { configName })
  for (let since = performance.now(); ; ) {
    const step = steps.next()
    if (step.done) return step.value.problems.map((problem) => dataOf(problem, tree))
    if (performance.now() - since < SLICE) continue
    await new Promise((done) => setTimeout(done))
    if (isObsolete()) return undefined
    since = performance.now()
  }
}

function dataOf({ severity, code, message, advice, origin }: Problem, tree: PageTree): ProblemData {
  return { severity, code, message, advice, place: origin === undefined ? undefined : placeOf(origin, tree) }
}
