import {
  type Complaint,
  type ConfigNode,
  childNode,
  childNodes,
  type EvaluationOptions,
  entriesOf,
  type Follow,
  following,
  fullKey,
  HydraconfError,
  type Origin,
  toJs,
  unlessRefused,
} from '@hydraconf/core'
import { locate, targetsOf } from './locate.js'
import {
  argumentsTakenApart,
  badArguments,
  convertUnknown,
  notABool,
  targetNotCallable,
  targetNotLocated,
  unexpectedArgument,
} from './messages.js'
import { type Refusal, refusedParameters } from './parameters.js'
import { CONVERSIONS, isKeyword } from './settings.js'
import { type Callable, Target } from './target.js'
import type { TargetList, Targets } from './targets.js'

/** Something about a target that a config names. */
export interface TargetProblem {
  /** `error`: making it fails; `warning`: it is made, and seldom as meant; `note`: it fails unless the call gives more. */
  readonly severity: 'error' | 'warning' | 'note'
  /** Stable: that of the error which `instantiate` would throw. */
  readonly code: string
  /** The full key: `model.optim`. */
  readonly key: string
  readonly message: string
  readonly advice?: string | undefined
  readonly origin: Origin
}

/**
 * All that is wrong with the targets in a config, without making anything: names that are not on the list, settings of the
 * wrong type, parameters that a target refuses. What is not known before a run (`???`, interpolations that only the program
 * can resolve) is held to nothing.
 *
 * ```ts
 * findTargetProblems(rootNode(composed.job), composed.evaluation, targets)
 * ```
 */
export function findTargetProblems(
  config: ConfigNode,
  evaluation: EvaluationOptions,
  targets: Targets | TargetList,
): readonly TargetProblem[] {
  return problemsBelow(config, { targets: targetsOf(targets), follow: following(evaluation), isHandedOver: false })
}

interface Looking {
  readonly targets: Targets
  readonly follow: Follow
  /** Below `_recursive_: false`: whoever takes the config decides what is made of it. */
  readonly isHandedOver: boolean
}

function problemsBelow(at: ConfigNode, looking: Looking): readonly TargetProblem[] {
  const own = at.value.kind === 'map' && at.value.items.has('_target_') ? problemsOf(at, looking) : []
  const isHandedOver = looking.isHandedOver || setting(at, '_recursive_', looking.follow) === false
  return [...own, ...childNodes(at).flatMap((child) => problemsBelow(child, { ...looking, isHandedOver }))]
}

function problemsOf(at: ConfigNode, looking: Looking): readonly TargetProblem[] {
  const { targets, follow, isHandedOver } = looking
  const found: TargetProblem[] = []
  const key = fullKey(at)
  const say = (severity: TargetProblem['severity'], { complaint, origin }: Refusal) => {
    const { code, message, advice } = complaint
    const isError = severity === 'error' && !isHandedOver
    found.push({
      severity: isError ? 'error' : severity === 'error' ? 'warning' : severity,
      code,
      key,
      message,
      advice,
      origin,
    })
  }
  const target = targetAt(at, targets, follow)
  if (target !== undefined && 'complaint' in target) say('error', target)
  for (const name of ['_recursive_', '_partial_']) {
    const value = setting(at, name, follow)
    if (value !== undefined && typeof value !== 'boolean') say('error', refusal(at, name, notABool(key, name, value)))
  }
  const convert = setting(at, '_convert_', follow)
  if (typeof convert === 'string' && !CONVERSIONS.has(convert.toLowerCase())) {
    say('warning', refusal(at, '_convert_', warning('convert-unknown', convertUnknown(key, convert))))
  }
  const args = setting(at, '_args_', follow)
  if (typeof args === 'string') {
    say('warning', refusal(at, '_args_', warning('args-taken-apart', argumentsTakenApart(key, args))))
  } else if (args !== undefined && !Array.isArray(args)) {
    say('error', refusal(at, '_args_', badArguments(key, nameOf(at), args)))
  }
  if (!(target instanceof Target)) return found
  for (const refused of unknownParameters(at, target)) say('error', refused)
  for (const refused of refusedParameters(at, target, follow)) say(refused.isAbsent ? 'note' : 'error', refused)
  return found
}

/** What a node names; undefined where that is not known. */
function targetAt(at: ConfigNode, targets: Targets, follow: Follow): Target | Refusal | undefined {
  const key = fullKey(at)
  const name = setting(at, '_target_', follow)
  if (name === undefined) return undefined
  if (typeof name !== 'string') return refusal(at, '_target_', targetNotCallable(key, name))
  try {
    const found = locate(name, targets)
    if (found instanceof Target) return found
    return typeof found === 'function'
      ? new Target(found as Callable)
      : refusal(at, '_target_', targetNotCallable(key, found))
  } catch (error) {
    if (!(error instanceof HydraconfError)) throw error
    return refusal(at, '_target_', targetNotLocated(key, name, error.summary, error.advice))
  }
}

/** A setting as data, through interpolations; undefined where there is none, or it is not known. */
function setting(at: ConfigNode, name: string, follow: Follow): unknown {
  const child = childNode(at, name)
  if (child === undefined || child.value.kind === 'missing') return undefined
  return unlessRefused(() => {
    const { value } = follow(child)
    return value.kind === 'list' ? [] : toJs(value)
  })
}

function unknownParameters(at: ConfigNode, { positional }: Target): readonly Refusal[] {
  if (positional === undefined || at.value.kind !== 'map') return []
  return [...entriesOf(at.value)]
    .filter(([key]) => isKeyword(key) && !positional.includes(String(key)))
    .map(([key, { origin }]) => {
      const complaint = unexpectedArgument(String(key), positional)
      return { complaint: { ...complaint, message: `'${fullKey(at, key)}': ${complaint.message}` }, origin }
    })
}

function refusal(at: ConfigNode, name: string, complaint: Complaint): Refusal {
  return { complaint, origin: (childNode(at, name) ?? at).value.origin }
}

function warning(code: string, message: string): Complaint {
  return { type: 'InstantiationException', code, message }
}

function nameOf(at: ConfigNode): string {
  const name = childNode(at, '_target_')?.value
  return name?.kind === 'str' ? name.value : 'the target'
}
