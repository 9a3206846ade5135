import { type CheckedTree, type Composing, checking, ignoring, type Problem, primaryFile } from '@hydraconf/check'
import { inSlices } from '../trees/in-slices.js'
import type { Tree } from '../trees/tree.js'
import type { Hint } from './hint.js'
import { overwrittenKeys } from './overwritten.js'
import { replacedChoices } from './replaced-choices.js'

/** What is wrong with a tree, and what a check of it found out besides. */
export interface TreeProblems {
  readonly problems: readonly Problem[]
  /** What is not wrong, and yet does nothing: shown faded. */
  readonly hints: readonly Hint[]
  /** A composition that has the config of a name. */
  readonly composingOf: ReadonlyMap<string, Composing>
}

export interface CheckSettings {
  readonly ignore: readonly string[]
  /** Whether to say what Hydra 1.4 will refuse. */
  readonly nextDialect: boolean
}

/** Checks a tree, with other things done in between. Undefined where it was told that the tree has changed meanwhile. */
export async function checkedTree(
  tree: Tree,
  { ignore, nextDialect }: CheckSettings,
  isStale: () => boolean,
): Promise<TreeProblems | undefined> {
  const isIgnored = ignoring(ignore, tree.environment, tree.project)
  const checked = await inSlices(checking(tree.environment, { isIgnored, isGuessed: true }), isStale)
  if (checked === undefined) return undefined
  const hints = await inSlices(hintsOf(checked), isStale)
  if (hints === undefined) return undefined
  const later = nextDialect ? await refusedLater(tree, checked, isIgnored, isStale) : []
  return later && { problems: [...checked.problems, ...later], hints, composingOf: composingsOf(checked) }
}

function* hintsOf(checked: CheckedTree): Generator<void, readonly Hint[]> {
  const overwritten = yield* overwrittenKeys(checked)
  return [...overwritten, ...replacedChoices(checked)]
}

/** The refusals of Hydra 1.4 that are none yet. */
async function refusedLater(
  tree: Tree,
  { problems }: CheckedTree,
  isIgnored: (name: string) => boolean,
  isStale: () => boolean,
): Promise<readonly Problem[] | undefined> {
  const next = tree.inDialect('1.4')
  const checked = await inSlices(checking(next.environment, { isIgnored, isGuessed: true }), isStale)
  if (checked === undefined) return undefined
  const known = new Set(problems.map(nameOf))
  return checked.problems
    .filter((problem) => problem.severity === 'error' && !known.has(nameOf(problem)))
    .map((problem) => ({ ...problem, severity: 'warning', message: `Hydra 1.4 refuses this: ${problem.message}` }))
}

function nameOf({ code, origin }: Problem): string {
  return `${code} ${origin?.source.name}:${origin?.start}`
}

function composingsOf({ explored }: CheckedTree): ReadonlyMap<string, Composing> {
  const found = new Map<string, Composing>()
  for (const { composing, composed, loaded } of [...explored.attempts, ...explored.evidence]) {
    if (composed === undefined) continue
    for (const name of [primaryFile(composing), ...loaded]) if (!found.has(name)) found.set(name, composing)
  }
  return found
}
