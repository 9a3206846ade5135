import { type Follow, rootOf } from '../value/config-node.js'
import type { Key } from '../value/key.js'
import type { Argument, Template } from '../value/template.js'
import { type Container, isContainer, type Value } from '../value/value.js'
import { type EvaluationOptions, refusing } from './evaluation-options.js'
import { Evaluator } from './evaluator.js'
import { elementInstructions, instructionsOf } from './instructions.js'
import { ResolverCache } from './resolver.js'

/**
 * What `select` and others go through interpolations with: `select(config, 'a.b', { follow: following(options) })`.
 * What is found out about a config along the way is kept for as long as the next question is about the same one.
 * Options given as a function are asked for when the first interpolation is met: often there is none.
 *
 * @throws from what it returns, as `resolve` does
 */
export function following(options: EvaluationOptions | (() => EvaluationOptions) = {}): Follow {
  let lasting: EvaluationOptions | undefined
  let evaluation: Evaluator | undefined
  const follow: Follow = (from) => {
    lasting ??= { cache: new ResolverCache(), ...(typeof options === 'function' ? options() : options) }
    const { value } = rootOf(from)
    if (evaluation === undefined || evaluation.root.value !== value) evaluation = new Evaluator(value, lasting)
    return evaluation.follow(evaluation.nodeFor(from))
  }
  if (typeof options === 'function' || options.refused === undefined) return follow
  return (from) => refusing(options, () => follow(from))
}

/**
 * The value at a path of typed keys, with the interpolations on the way and at its end resolved; undefined when it is not
 * there. Inside what it finds interpolations stay as they are. Mirrors `config[key][key]`, but that `???` is a value.
 *
 * @throws what `resolve` throws for an interpolation that cannot be resolved.
 */
export function resolveAt(config: Container, path: readonly Key[], options: EvaluationOptions = {}): Value | undefined {
  const evaluation = new Evaluator(config, options)
  let at = evaluation.root
  for (const key of path) {
    const child = isContainer(at.value) ? at.child(key) : undefined
    if (child === undefined) return undefined
    at = evaluation.follow(child)
  }
  return at.value
}

/**
 * The value of a text with interpolations, or of one argument of a resolver, as if it stood at the top of a config.
 *
 * @throws what `resolve` throws for an interpolation that cannot be resolved.
 */
export function evaluate(text: Template | Argument, config: Container, options: EvaluationOptions = {}): Value {
  const program = 'parts' in text ? instructionsOf(text) : elementInstructions(text)
  return new Evaluator(config, options).evaluate(program)
}
