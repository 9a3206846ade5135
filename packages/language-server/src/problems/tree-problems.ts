import {
  type Attempt,
  type CheckedTree,
  type Composing,
  checking,
  checkingConfigs,
  composingKey,
  ignoring,
  type Problem,
  primaryFile,
  quickCheck,
  type TriedConfig,
} from '@hydraconf/check'
import { wayTo } from '../trees/composing-for.js'
import { type InSlices, inSlices } from '../trees/in-slices.js'
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
  /** What every composition came to, and the generation of the tree that it holds for. */
  readonly attempts: ReadonlyMap<string, Attempt>
  readonly generation: number
}

export interface CheckSettings {
  readonly ignore: readonly string[]
  /** Whether to say what Hydra 1.4 will refuse. */
  readonly nextDialect: boolean
}

/** How a tree is checked. */
export interface CheckRun {
  readonly settings: CheckSettings
  /** Undefined comes of it where that says so: the tree has changed meanwhile. */
  readonly isStale: () => boolean
  /** What lets others have their turn. */
  readonly inSlices: InSlices
}

/** Checks a tree, with other things done in between. */
export async function checkedTree(
  tree: Tree,
  before: TreeProblems | undefined,
  { settings: { ignore, nextDialect }, isStale, inSlices }: CheckRun,
): Promise<TreeProblems | undefined> {
  const isIgnored = ignoring(ignore, tree.environment, tree.project)
  const { generation } = tree
  const reuse = before === undefined ? undefined : reusable(before, tree.changedSince(before.generation))
  const options = { isIgnored, isGuessed: true, ...(reuse === undefined ? {} : { reuse }) }
  const checked = await inSlices(checking(tree.environment, options), isStale)
  if (checked === undefined) return undefined
  const hints = await inSlices(hintsOf(checked, tree), isStale)
  const composed = hints === undefined ? undefined : await inSlices(compositionsOf(checked), isStale)
  if (hints === undefined || composed === undefined) return undefined
  const later = nextDialect ? await refusedLater(tree, checked, isIgnored, { isStale, inSlices }) : []
  if (later === undefined) return undefined
  return {
    problems: [...checked.problems, ...later],
    hints,
    ...composed,
    generation,
  }
}

/** What is wrong with some configs, each in the composition that it is seen in, while a whole check is still to come. */
export function problemsOfConfigs(
  tree: Tree,
  names: readonly string[],
  {
    view,
    before,
    settings,
  }: { view: Composing | undefined; before: TreeProblems | undefined; settings: CheckSettings },
  isStale: () => boolean,
): Promise<readonly Problem[] | undefined> {
  const isIgnored = ignoring(settings.ignore, tree.environment, tree.project)
  return inSlices(
    (function* () {
      const tried: TriedConfig[] = []
      for (const name of names) {
        if (isIgnored(name) || tree.sourceOf(name) === undefined) continue
        tried.push({ name, composing: wayTo(tree, name, view, before?.composingOf.get(name)) })
        yield
      }
      return yield* checkingConfigs(tree.environment, tried)
    })(),
    isStale,
  )
}

/** What is wrong at first sight, while a whole check is still to come. */
export function glancedTree(
  tree: Tree,
  { settings: { ignore }, isStale, inSlices }: CheckRun,
): Promise<readonly Problem[] | undefined> {
  const isIgnored = ignoring(ignore, tree.environment, tree.project)
  return inSlices(quickCheck(tree.environment, { isIgnored, isGuessed: true }), isStale)
}

/** What was composed before without any of the configs that have changed, and was sound: a refusal may depend on more. */
function reusable({ attempts }: TreeProblems, changed: ReadonlySet<string> | undefined) {
  if (changed === undefined) return undefined
  return (composing: Composing): Attempt | undefined => {
    const known = attempts.get(composingKey(composing))
    if (known?.config === undefined) return undefined
    for (const name of changed) if (known.loaded.has(name)) return undefined
    return known
  }
}

function* hintsOf(checked: CheckedTree, tree: Tree): Generator<void, readonly Hint[]> {
  const overwritten = yield* overwrittenKeys(checked)
  return [...overwritten, ...(yield* replacedChoices(checked, tree))]
}

/** The refusals of Hydra 1.4 that are none yet. */
async function refusedLater(
  tree: Tree,
  { problems }: CheckedTree,
  isIgnored: (name: string) => boolean,
  { isStale, inSlices }: Pick<CheckRun, 'isStale' | 'inSlices'>,
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

function* compositionsOf({ explored }: CheckedTree): Generator<void, Pick<TreeProblems, 'composingOf' | 'attempts'>> {
  const composingOf = new Map<string, Composing>()
  const attempts = new Map<string, Attempt>()
  for (const attempt of [...explored.attempts, ...explored.evidence]) {
    yield
    const { composing, config, loaded } = attempt
    attempts.set(composingKey(composing), attempt)
    if (config === undefined) continue
    for (const name of [primaryFile(composing), ...loaded]) if (!composingOf.has(name)) composingOf.set(name, composing)
  }
  return { composingOf, attempts }
}
