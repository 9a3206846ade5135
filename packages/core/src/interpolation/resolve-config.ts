import { dialectOf } from '../dialect/dialects.js'
import type { Container } from '../value/value.js'
import type { EvaluationOptions } from './evaluation-options.js'
import { Evaluator } from './evaluator.js'
import { ContainerResolver, type KnownContainers } from './resolve-container.js'
import { InPlaceResolver } from './resolve-in-place.js'

/** As `EvaluationOptions`, and what the result is for. */
export interface ResolveOptions extends EvaluationOptions {
  /**
   * What the result is for. `data`, the default, as `OmegaConf.to_container(config, resolve=True)`: it holds whatever
   * resolvers give. `config`, as `OmegaConf.resolve(config)`: it is a config again, so what refers to a missing value is
   * missing, a list or map of a resolver is refused unless `oc.create` made it, and a text that reads `${…}` now is an
   * interpolation.
   */
  readonly as?: 'data' | 'config' | undefined
}

/**
 * The config with every interpolation replaced by what it stands for. What holds no interpolations is the same object
 * as before, and what several interpolations refer to is one object.
 *
 * @throws InterpolationKeyError, InterpolationToMissingValueError, InterpolationValidationError,
 * UnsupportedInterpolationType, and InterpolationResolutionError for all else.
 */
export function resolve<C extends Container>(config: C, options: ResolveOptions = {}): C {
  if (options.as === 'config') return new InPlaceResolver(config, options).resolve() as C
  return resolveData(config, options)
}

/** `resolve` to data, with what is known of parts of the config already. */
export function resolveData<C extends Container>(config: C, options: EvaluationOptions, known?: KnownContainers): C {
  const { asksOnce } = dialectOf(options.dialect).interpolations
  const evaluation = new Evaluator(config, asksOnce ? { ...options, asksOnce } : options)
  return new ContainerResolver(evaluation, options.made, known).unfold(evaluation.root) as C
}
