import {
  type ConfigNode,
  childNode,
  entriesOf,
  type Finding,
  fullKey,
  HydraconfError,
  isContainer,
  type Key,
  map,
  raise,
  rootNode,
  toJs,
  type Value,
} from '@hydraconf/core'
import type { Building } from './build.js'
import { asynchronousCheck, parametersRefused } from './messages.js'
import { type StandardSchema, Target } from './target.js'

/**
 * Holds the parameters of every target in a config against what the target says of them, before anything is made. What
 * is an object of a target itself is not known yet, and held to nothing.
 *
 * @throws InstantiationException with the place of what does not fit
 */
export function checkParameters(at: ConfigNode, building: Building): void {
  const { value } = at
  if (value.kind === 'list') {
    value.items.forEach((_, index) => {
      checkParameters(childNode(at, BigInt(index))!, building)
    })
  }
  if (value.kind !== 'map') return
  for (const [key] of entriesOf(value)) checkParameters(childNode(at, key)!, building)
  const name = value.items.get('_target_')
  const target = name?.kind === 'str' ? building.targets.find(name.value)?.value : undefined
  if (target instanceof Target && target.parameters !== undefined) checkOne(at, target, building)
}

function checkOne(at: ConfigNode, target: Target, building: Building): void {
  const parameters = knownParameters(at, building)
  const findings =
    typeof target.parameters === 'function'
      ? target.parameters(parameters)
      : findingsOf(target.parameters!, parameters, target.callable.name)
  const [finding] = findings.filter(({ path }) => !leadsToTarget(at, path))
  if (finding === undefined) return
  const place = placeOf(parameters, finding.path) ?? at.value
  const key = finding.path.reduce<string>((text, part) => joined(text, part), fullKey(at))
  throw raise(
    { ...parametersRefused(key, target.callable.name, finding.message), advice: finding.advice },
    place.origin,
  )
}

/** The parameters without settings, interpolations as what they stand for where that is known. */
function knownParameters(at: ConfigNode, building: Building): Value {
  const entries = [...entriesOf(at.value as Extract<Value, { kind: 'map' }>)].filter(([key]) => !SETTINGS.has(key))
  return map(
    entries.map(([key]) => [key, known(childNode(at, key)!, building)] as const),
    at.value.origin,
  )
}

const SETTINGS: ReadonlySet<Key> = new Set(['_target_', '_args_', '_convert_', '_recursive_', '_partial_'])

function known(node: ConfigNode, building: Building): Value {
  const { value } = node
  if (value.kind !== 'interpolation') return value
  try {
    const found = building.follow(node).value
    return isContainer(found) ? found : { ...found, origin: value.origin }
  } catch (error) {
    if (error instanceof HydraconfError) return value
    throw error
  }
}

/** What a Standard Schema says. It sees plain JavaScript, in which a missing value has no key. */
function findingsOf(schema: StandardSchema, parameters: Value, name: string): readonly Finding[] {
  const answer = schema['~standard'].validate(toJs(withoutMissing(parameters)))
  if (answer instanceof Promise) throw raise(asynchronousCheck(name))
  return (answer.issues ?? []).map(({ message, path = [] }) => ({
    message,
    path: path.map((part) => keyOf(typeof part === 'object' ? part.key : part)),
  }))
}

function withoutMissing(value: Value): Value {
  if (value.kind !== 'map') return value
  const there = [...entriesOf(value)].filter(([, item]) => item.kind !== 'missing')
  return map(
    there.map(([key, item]) => [key, withoutMissing(item)] as const),
    value.origin,
  )
}

function keyOf(part: PropertyKey): Key {
  return typeof part === 'number' ? BigInt(part) : String(part)
}

/** Whether a finding is about an object that a target will make, or about what is in it. */
function leadsToTarget(at: ConfigNode, path: readonly Key[]): boolean {
  let here: ConfigNode | undefined = at
  for (const key of path) {
    here = here === undefined ? undefined : childNode(here, key)
    if (here?.value.kind === 'map' && here.value.items.has('_target_')) return true
    if (here?.value.kind === 'interpolation' || here?.value.kind === 'missing') return here.value.kind === 'missing'
  }
  return false
}

function placeOf(parameters: Value, path: readonly Key[]): Value | undefined {
  let here: Value | undefined = parameters
  let found: Value | undefined
  for (const key of path) {
    here = here === undefined ? undefined : childNode(rootNode(here), key)?.value
    found = here ?? found
  }
  return found
}

function joined(text: string, key: Key): string {
  if (typeof key === 'bigint') return `${text}[${key}]`
  return text === '' ? String(key) : `${text}.${String(key)}`
}
