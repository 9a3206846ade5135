import type { Composed, Environment } from '@hydraconf/core'
import { type Composing, primaryFile } from './composing.js'
import { compositionProblems } from './composition-problems.js'
import { type ComposedCheck, checkedProblems, noteProblems } from './custom-check.js'
import { drain } from './drain.js'
import type { Exploration, ExploreOptions } from './exploration.js'
import { explorationOf } from './explore-tree.js'
import { fileProblems, unseenProblems } from './file-problems.js'
import { listProblems } from './list-problems.js'
import { type Problem, toldOf } from './problem.js'

/** What a check found and how far it went. */
export interface Checked {
  readonly problems: readonly Problem[]
  /** How many compositions were tried. */
  readonly compositions: number
  /** How many files of the tree were read. */
  readonly files: number
  /** The primary configs that were composed, by name. */
  readonly primaries: readonly string[]
  /** Configs that could not be tried, since no primary config composes that could take them. */
  readonly untried: readonly string[]
  /** How many compositions the limit left out, without those that they would have led to. */
  readonly leftOut: number
  /** Folders below the config folder that hold a tree of another program. */
  readonly otherTrees: readonly string[]
}

/** With all that was composed for it. */
export interface CheckedTree extends Checked {
  readonly explored: Exploration
}

export interface CheckOptions extends ExploreOptions {
  /** What else is looked for in every composition. */
  readonly checkComposed?: ComposedCheck | undefined
}

/** Reads every config of a tree, composes it in every way that it is made for, and collects all that is wrong. */
export function checkTree(environment: Environment, options: CheckOptions = {}): Checked {
  return drain(checking(environment, options))
}

/** The same composition by composition, for who has other things to do in between. */
export function* checking(environment: Environment, options: CheckOptions = {}): Generator<void, CheckedTree> {
  const { isIgnored = () => false, checkComposed } = options
  const ofComposed = new Map<string, Problem>()
  const onComposed =
    checkComposed === undefined
      ? undefined
      : (composed: Composed, composing: Composing) =>
          noteProblems(ofComposed, checkedProblems(composed, checkComposed), composing)
  const explored = yield* explorationOf(environment, { ...options, onComposed })
  const { files, library, attempts, evidence, untried, leftOut } = explored
  const read = files.configs.filter((name) => !isIgnored(name))
  const unseen = files.unseen.filter((file) => !isIgnored(file.replace(/\.yml$/, '')))
  const ofFiles: Problem[] = []
  for (const name of read) {
    for (const problem of fileProblems(name, library)) ofFiles.push(problem)
    yield
  }
  const problems = [
    ...ofFiles,
    ...(yield* compositionProblems(explored, options.configName)),
    ...listProblems(explored),
    ...unseenProblems(unseen, environment),
    ...ofComposed.values(),
  ]
  return {
    problems: toldOf(problems, environment),
    compositions: attempts.length + evidence.length,
    files: read.length + unseen.length,
    primaries: primariesOf(explored),
    untried,
    leftOut,
    otherTrees: files.otherTrees,
    explored,
  }
}

function primariesOf({ attempts }: Exploration): readonly string[] {
  return [
    ...new Set(
      attempts.filter(({ composing, subject }) => primaryFile(composing) === subject).map(({ subject }) => subject),
    ),
  ]
}
