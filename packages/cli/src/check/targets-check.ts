import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { ComposedCheck, ComposedProblem } from '@hydraconf/check'
import { type ConfigNode, type EvaluationOptions, HydraconfError, raise, rootNode } from '@hydraconf/core'
import { cannotRead, instantiateNotInstalled, targetsFailed, targetsMissing } from '../messages.js'

/** What is used of `@hydraconf/instantiate`: of the copy that the module with the targets has, which knows what it exports. */
interface Instantiate {
  findTargetProblems(config: ConfigNode, evaluation: EvaluationOptions, targets: object): readonly ComposedProblem[]
}

/**
 * Looks for what is wrong with the targets of a config by the list that a module of the program exports, by default or as
 * `targets`. The module is run; what it lists is not.
 */
export async function targetsCheck(file: string, cwd: string): Promise<ComposedCheck> {
  const path = resolve(cwd, file)
  if (!existsSync(path)) throw raise(cannotRead({ path: file, reason: 'ENOENT' }))
  const { findTargetProblems } = await instantiateOf(path)
  const targets = await targetsIn(path, file)
  return ({ job, evaluation }) => findTargetProblems(rootNode(job), evaluation, targets)
}

async function instantiateOf(path: string): Promise<Instantiate> {
  try {
    return (await import(pathToFileURL(createRequire(path).resolve('@hydraconf/instantiate')).href)) as Instantiate
  } catch (error) {
    throw raise(instantiateNotInstalled({ path }), undefined, error)
  }
}

async function targetsIn(path: string, file: string) {
  const module = await moduleAt(path, file)
  const targets = module.default ?? module.targets
  if (typeof targets !== 'object' || targets === null) throw raise(targetsMissing({ file }))
  return targets
}

async function moduleAt(
  path: string,
  file: string,
): Promise<{ readonly default?: unknown; readonly targets?: unknown }> {
  try {
    return await import(pathToFileURL(path).href)
  } catch (error) {
    if (error instanceof HydraconfError) throw error
    throw raise(
      targetsFailed({ file, reason: error instanceof Error ? error.message : String(error) }),
      undefined,
      error,
    )
  }
}
