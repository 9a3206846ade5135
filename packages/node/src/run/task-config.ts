import {
  asConfig,
  type Composed,
  type ConfigNode,
  childNode,
  type EvaluationOptions,
  entriesOf,
  type Follow,
  following,
  fullKey,
  HydraconfError,
  isContainer,
  jsonReady,
  missingKeys,
  putReadable,
  raise,
  refusing,
  rootNode,
  textOfKey,
  toJs,
} from '@hydraconf/core'
import { circleRead, deepRead, missingRead } from '../messages.js'

/**
 * The config of a task as plain JavaScript. A value that is missing (`???`), or whose interpolation fails, throws when
 * it is read, as in Hydra, also by who copies the object around it; one that is never read troubles nobody.
 */
export function taskConfig(composed: Composed): Readonly<Record<string, unknown>> {
  const { job } = composed
  if (missingKeys(job).length === 0) {
    try {
      return composed.js
    } catch (error) {
      if (!(error instanceof HydraconfError)) throw error
    }
  }
  const { evaluation } = composed
  const reading: Reading = { evaluation, follow: following(evaluation), made: new Map(), depth: 0 }
  const config = readable(rootNode(job), reading) as Readonly<Record<string, unknown>>
  return composed.asAsked(config)
}

interface Reading {
  readonly evaluation: EvaluationOptions
  readonly follow: Follow
  /** What the lists and maps have become: one object each, whoever refers to it, as in Python. */
  readonly made: Map<ConfigNode, unknown>
  depth: number
}

/** As deep as a config may nest. */
const MOST_LEVELS = 1000

/** Stands for a list or map that is not made yet: who refers to it from inside goes in a circle. */
const BEGUN = Symbol('begun')

function readable(node: ConfigNode, reading: Reading): unknown {
  const { value } = node
  if (value.kind === 'missing') throw raise(missingRead({ key: fullKey(node) }), value.origin)
  if (value.kind !== 'interpolation' && !isContainer(value)) return toJs(value)
  const { follow, made } = reading
  const found = follow(node)
  if (!isContainer(found.value)) return readable(found, reading)
  const known = made.get(found)
  if (known === BEGUN) throw raise(circleRead({ key: fullKey(node), target: fullKey(found) }), value.origin)
  if (known !== undefined) return known
  made.set(found, BEGUN)
  const container = containerOf(found, reading)
  made.set(found, container)
  return container
}

function containerOf(node: ConfigNode, reading: Reading): object {
  const { value } = node
  const container = value.kind === 'list' ? [] : {}
  if (value.kind === 'map') {
    for (const [key] of entriesOf(value)) put(container, textOfKey(key), childNode(node, key)!, reading)
  } else if (value.kind === 'list') {
    for (const index of value.items.keys()) put(container, String(index), childNode(node, BigInt(index))!, reading)
  }
  return asConfig('toJSON' in container ? container : jsonReady(container), node)
}

function put(into: object, name: string, node: ConfigNode, reading: Reading): void {
  reading.depth++
  try {
    const read = (): unknown => {
      if (reading.depth <= MOST_LEVELS) return readable(node, reading)
      throw raise(deepRead({ key: fullKey(node), limit: MOST_LEVELS }), node.value.origin)
    }
    putReadable(into, name, node, () => refusing(reading.evaluation, read))
  } finally {
    reading.depth--
  }
}
