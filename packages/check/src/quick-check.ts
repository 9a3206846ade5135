import { type Environment, openLibraryFor } from '@hydraconf/core'
import { attempt, inShort } from './attempt.js'
import type { Composing } from './composing.js'
import { compositionProblems } from './composition-problems.js'
import { rolesAmong } from './config-roles.js'
import type { Exploration, ExploreOptions } from './exploration.js'
import { fileProblems } from './file-problems.js'
import { listProblems } from './list-problems.js'
import { type Problem, problemOf, toldOf } from './problem.js'
import { mainSource, treeFiles } from './tree-files.js'

// For who wants to know soon: a check says all of it again.

/**
 * What is wrong with each file on its own, and with the primary configs as they are.
 */
export function* quickCheck(
  environment: Environment,
  options: ExploreOptions = {},
): Generator<void, readonly Problem[]> {
  const { isIgnored = () => false } = options
  const main = mainSource(environment)
  const library = openLibraryFor(environment, undefined)
  const problems: Problem[] = []
  for (const name of main === undefined ? [] : treeFiles(main, options).configs) {
    if (isIgnored(name)) continue
    for (const problem of fileProblems(name, library)) problems.push(problem)
    yield
    if (name.includes('/')) continue
    const { error, composing } = attempt({ folder: '', configName: name, overrides: [] }, name, environment)
    if (error?.origin?.source.kind === 'file') problems.push(problemOf(error, composing))
  }
  return toldOf(problems, environment)
}

/** A config, and the composition to try it in. */
export interface TriedConfig {
  readonly name: string
  readonly composing: Composing
}

/**
 * What is wrong with a few configs, each in one composition. A check finds the same, and knows in addition what other
 * compositions excuse.
 */
export function* checkingConfigs(
  environment: Environment,
  tried: readonly TriedConfig[],
): Generator<void, readonly Problem[]> {
  const library = openLibraryFor(environment, undefined)
  const configs = tried.map(({ name }) => name)
  const problems: Problem[] = []
  const attempts = []
  for (const { name, composing } of tried) {
    for (const problem of fileProblems(name, library)) problems.push(problem)
    attempts.push(inShort(attempt(composing, name, environment)))
    yield
  }
  const explored: Exploration = {
    library,
    roles: yield* rolesAmong(library, configs),
    files: { configs, unseen: [], otherTrees: [] },
    attempts,
    evidence: [],
    untried: [],
    leftOut: 0,
  }
  const ofCompositions = yield* compositionProblems(explored, undefined)
  return toldOf([...problems, ...ofCompositions, ...listProblems(explored)], environment)
}
