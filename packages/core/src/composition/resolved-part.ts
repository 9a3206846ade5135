import { partNotResolved } from '../messages/composition.js'
import { HydraconfError, raise } from '../text/errors.js'
import { type ConfigNode, childNode, type Follow } from '../value/config-node.js'
import { entriesOf, list, mapOf, missing } from '../value/constructors.js'
import { keyId } from '../value/key.js'
import { fullKey } from '../value/path.js'
import { isContainer, type Value } from '../value/value.js'

/**
 * A part of a config with its interpolations resolved where they hang: they may refer to anything in the whole. What
 * refers to a missing value is missing. Mirrors `OmegaConf.resolve` of a node.
 */
export function resolvedPart(node: ConfigNode, follow: Follow, targets: Targets = new Map()): Value {
  const { value } = node
  switch (value.kind) {
    case 'map': {
      const items = Array.from(
        entriesOf(value),
        ([key]) => [keyId(key), resolvedPart(childNode(node, key)!, follow, targets)] as const,
      )
      return mapOf(new Map(items), value.spelled, value.origin, value.shape)
    }
    case 'list':
      return list(
        value.items.map((_, index) => resolvedPart(childNode(node, BigInt(index))!, follow, targets)),
        value.origin,
        value.shape,
      )
    case 'interpolation': {
      const target = targetOf(node, follow)
      return target === undefined
        ? missing(value.origin)
        : isContainer(target.value)
          ? resolvedTarget(target, follow, targets)
          : target.value
    }
    default:
      return value
  }
}

/** What the lists and maps that are referred to came to; undefined while that is being found out. */
type Targets = Map<ConfigNode, Value | undefined>

/** As many as Hydra's stack has room for. */
const MOST_NESTED = 1000

function resolvedTarget(target: ConfigNode, follow: Follow, targets: Targets): Value {
  const known = targets.get(target)
  if (known !== undefined) return known
  const isCircle = targets.has(target)
  if (isCircle || targets.size > MOST_NESTED)
    throw raise(partNotResolved({ key: fullKey(target), isCircle }), target.value.origin)
  targets.set(target, undefined)
  const value = resolvedPart(target, follow, targets)
  targets.set(target, value)
  return value
}

function targetOf(node: ConfigNode, follow: Follow): ConfigNode | undefined {
  try {
    return follow(node)
  } catch (error) {
    if (error instanceof HydraconfError && error.type === 'InterpolationToMissingValueError') return undefined
    throw error
  }
}
