import {
  type ConfigNode,
  configOriginOf,
  type EvaluationOptions,
  following,
  inPlaceOf,
  isContainer,
  type MapValue,
  map,
  raise,
  refusalsOf,
  refusing,
  rootNode,
} from '@hydraconf/core'
import { splitArguments, unresolvedIn } from './arguments.js'
import { Builder, type Building, type Settings } from './build.js'
import { TAKE_KEYWORDS } from './call-arguments.js'
import { configValue } from './config-value.js'
import { RULES } from './dialect.js'
import { targetsOf } from './locate.js'
import { argumentsOfList, nothingToInstantiate, partialList, unresolvedArgument } from './messages.js'
import { Objects } from './objects.js'
import { checkParameters } from './parameters.js'
import type { TargetList, Targets } from './targets.js'
import type { Instantiated } from './types.js'

const AT_THE_TOP: Settings = { convert: 'none', recursive: true, partial: false }

/**
 * Makes the object that a config describes: `_target_` says which class or function of the list, the other keys are its
 * arguments. Mirrors `hydra.utils.instantiate`.
 *
 * ```ts
 * const targets = defineTargets({ 'my.optim.Adam': Adam })
 * const adam = instantiate(config.optim, targets, { lr: 0.1 })
 * ```
 *
 * Arguments behind the targets go to the target: positional ones, and in a plain object at the end those by name, which
 * win over the config.
 *
 * @throws InstantiationException for a target that is not on the list, and in dialect 1.3 with the error of a target as
 * `cause`; MissingMandatoryValue for an argument that has no value; TypeError for a setting of the wrong type
 */
export function instantiate<const C, const L extends TargetList>(
  config: C,
  targets: Targets<L> | L,
  ...args: readonly unknown[]
): Instantiated<C, L> {
  if (config === null || config === undefined) return null as Instantiated<C, L>
  if (typeof config !== 'object') throw raise(nothingToInstantiate(config))
  const objects = new Objects()
  const { dialect } = targetsOf(targets).options
  const readsTexts = dialect !== '1.4' || configOriginOf(config) === undefined
  const evaluation = { refused: refusalsOf(config) }
  return refusing(evaluation, () => {
    const value = configValue(config, { objects, readsTexts, readsMaps: true })
    return instantiateSpot(inPlaceOf(config, value), { targets, args, objects, evaluation })
  }) as Instantiated<C, L>
}

/**
 * As `instantiate`, for a node of a composed config: interpolations may lead to anywhere in it, and errors name the file
 * and line that it comes from.
 *
 * ```ts
 * instantiateNode(selectNode(rootNode(composed.config), 'optim')!, composed.evaluation, targets)
 * ```
 */
export function instantiateNode(
  node: ConfigNode,
  evaluation: EvaluationOptions,
  targets: Targets | TargetList,
  ...args: readonly unknown[]
): unknown {
  return refusing(evaluation, () => instantiateSpot(node, { targets, args, objects: new Objects(), evaluation }))
}

/** Hydra's other name of `instantiate`. */
export const call = instantiate

/** Where there is a console, as in Node and in browsers. */
function toConsole(message: string): void {
  const { console } = globalThis as { console?: { warn(message: string): void } }
  console?.warn(message)
}

interface Request {
  readonly targets: Targets | TargetList
  readonly args: readonly unknown[]
  readonly objects: Objects
  readonly evaluation: EvaluationOptions
}

function instantiateSpot(config: ConfigNode, request: Request): unknown {
  const { objects, evaluation } = request
  const targets = targetsOf(request.targets)
  const { dialect = '1.3', warn = toConsole } = targets.options
  const follow = following(evaluation)
  const building: Building = { targets, rules: RULES[dialect], follow, refused: evaluation.refused, objects, warn }
  const { args, keywords } = splitArguments(request.args)
  const builder = new Builder(building)
  const unresolved = building.rules.refusesUnresolved ? unresolvedIn({ args, keywords }) : undefined
  if (unresolved !== undefined) throw raise(unresolvedArgument(unresolved))

  if (config.value.kind === 'null') return null
  if (!isContainer(config.value)) throw raise(nothingToInstantiate(config.value.value), config.value.origin)
  if (config.value.kind === 'list') {
    const { _convert_ = 'none', _recursive_ = true, _partial_ = false } = keywords
    if (_partial_ !== false) throw raise(partialList(), config.value.origin)
    if (args.length > 0) warn(argumentsOfList())
    const at = TAKE_KEYWORDS[dialect](config, map([]), evaluation)
    checkParameters(at, building)
    return builder.build(at, { convert: _convert_, recursive: _recursive_, partial: false })
  }
  const given = configValue(keywords, { objects, readsTexts: dialect === '1.3', readsMaps: false }) as MapValue
  const at = TAKE_KEYWORDS[dialect](config, given, evaluation)
  checkParameters(at, building)
  const positional = building.rules.buildsArguments ? args.map((one) => built(one, building)) : args
  return builder.build(at, AT_THE_TOP, positional, true)
}

/** A positional argument of the call that describes an object itself. */
function built(argument: unknown, building: Building): unknown {
  if (typeof argument !== 'object' || argument === null) return argument
  const value = configValue(argument, { objects: building.objects, readsTexts: false, readsMaps: false })
  return isContainer(value) ? new Builder(building).build(rootNode(value), AT_THE_TOP) : argument
}
