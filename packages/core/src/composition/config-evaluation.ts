import { dialectOf } from '../dialect/dialects.js'
import { following } from '../interpolation/dereference.js'
import type { EvaluationOptions } from '../interpolation/evaluation-options.js'
import { childNode, rootNode } from '../value/config-node.js'
import type { MapValue } from '../value/value.js'
import { parseYaml } from '../yaml/parse.js'
import type { Environment } from './environment.js'
import { hydraResolvers } from './hydra-resolvers.js'
import type { HydraScope } from './hydra-scope.js'
import { sensitiveNames } from './sensitive-keys.js'

/** What interpolations are resolved with while composing: `hydra:` has nothing to look into yet. */
export function evaluationFor(environment: Environment, hydra?: HydraScope): EvaluationOptions {
  const { dialect, pyyaml, facts, extensions, cache, warn } = environment
  const { env, variableFiles } = facts
  const own = hydraResolvers(facts, hydra, dialectOf(dialect), sensitiveNames(extensions))
  const resolvers = extensions === undefined ? own : new Map([...own, ...extensions.resolvers])
  const readYaml = (text: string) => parseYaml({ kind: 'program', name: 'oc.create', text }, { dialect, pyyaml })
  return { dialect, resolvers, env, variableFiles, cache, warn, readYaml }
}

/**
 * What interpolations of a composed config are resolved with, in it or in a part of it: `hydra:` looks into the whole,
 * which may be made when it is first asked for.
 */
export function evaluationOf(config: MapValue | (() => MapValue), environment: Environment): EvaluationOptions {
  let made = typeof config === 'function' ? undefined : config
  const scope: HydraScope = {
    get hydra() {
      made ??= (config as () => MapValue)()
      return childNode(rootNode(made), 'hydra')
    },
    follow: (node) => follow(node),
  }
  const evaluation = evaluationFor(environment, scope)
  const follow = following(evaluation)
  return evaluation
}
