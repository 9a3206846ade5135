import {
  type Complaint,
  type ConfigNode,
  childNode,
  childNodes,
  entriesOf,
  type Finding,
  type Follow,
  fullKey,
  HydraconfError,
  isContainer,
  type Key,
  map,
  type Origin,
  raise,
  rootNode,
  toJs,
  type Value,
} from '@hydraconf/core'
import type { StandardSchemaV1 } from '@standard-schema/spec'
import { asynchronousCheck, parametersRefused } from './messages.js'
import { isKeyword } from './settings.js'
import { Target } from './target.js'
import type { Targets } from './targets.js'

/** What is wrong with one place of a config. */
export interface Refusal {
  readonly complaint: Complaint
  readonly origin: Origin
}

/**
 * Holds the parameters of every target in a config against what the target says of them, before anything is made. What
 * is an object of a target itself is not known yet, and held to nothing.
 *
 * @throws InstantiationException with the place of what does not fit
 */
export function checkParameters(
  at: ConfigNode,
  building: { readonly targets: Targets; readonly follow: Follow },
): void {
  for (const child of childNodes(at)) checkParameters(child, building)
  if (at.value.kind !== 'map') return
  const name = at.value.items.get('_target_')
  const target = name?.kind === 'str' ? building.targets.find(name.value)?.value : undefined
  const [refused] = target instanceof Target ? refusedParameters(at, target, building.follow) : []
  if (refused !== undefined) throw raise(refused.complaint, refused.origin)
}

/** What a target says of the parameters that a node gives it. `isAbsent`: of one that the node does not give. */
export function refusedParameters(
  at: ConfigNode,
  target: Target,
  follow: Follow,
): readonly (Refusal & { readonly isAbsent: boolean })[] {
  if (target.parameters === undefined) return []
  const parameters = knownParameters(at, follow)
  const findings =
    typeof target.parameters === 'function'
      ? target.parameters(parameters)
      : findingsOf(target.parameters, parameters, target.callable.name)
  return findings
    .filter(({ path }) => !leadsToTarget(at, path))
    .map(({ path, message, advice }) => {
      const key = path.reduce<string>((text, part) => joined(text, part), fullKey(at))
      const place = placeOf(parameters, path)
      return {
        complaint: { ...parametersRefused(key, target.callable.name, message), advice },
        origin: (place ?? at.value).origin,
        isAbsent: place === undefined,
      }
    })
}

/** The parameters without settings, interpolations as what they stand for where that is known. */
function knownParameters(at: ConfigNode, follow: Follow): Value {
  const entries = [...entriesOf(at.value as Extract<Value, { kind: 'map' }>)].filter(([key]) => isKeyword(key))
  return map(
    entries.map(([key]) => [key, known(childNode(at, key)!, follow)] as const),
    at.value.origin,
  )
}

function known(node: ConfigNode, follow: Follow): Value {
  const { value } = node
  if (value.kind !== 'interpolation') return value
  try {
    const found = follow(node).value
    return isContainer(found) ? found : { ...found, origin: value.origin }
  } catch (error) {
    if (error instanceof HydraconfError) return value
    throw error
  }
}

/** What a Standard Schema says. It sees plain JavaScript, in which a missing value has no key. */
function findingsOf(schema: StandardSchemaV1, parameters: Value, name: string): readonly Finding[] {
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
