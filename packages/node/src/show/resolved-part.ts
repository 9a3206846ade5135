import {
  type ConfigNode,
  childNode,
  entriesOf,
  type Follow,
  HydraconfError,
  isContainer,
  keyId,
  list,
  mapOf,
  missing,
  type Value,
} from '@hydraconf/core'

/**
 * A part of a config with its interpolations resolved where they hang: they may refer to anything in the whole. What
 * refers to a missing value is missing. Mirrors `OmegaConf.resolve` of a node.
 */
export function resolvedPart(node: ConfigNode, follow: Follow): Value {
  const { value } = node
  switch (value.kind) {
    case 'map': {
      const items = Array.from(
        entriesOf(value),
        ([key]) => [keyId(key), resolvedPart(childNode(node, key)!, follow)] as const,
      )
      return mapOf(new Map(items), value.spelled, value.origin, value.shape)
    }
    case 'list':
      return list(
        value.items.map((_, index) => resolvedPart(childNode(node, BigInt(index))!, follow)),
        value.origin,
        value.shape,
      )
    case 'interpolation': {
      const target = targetOf(node, follow)
      return target === undefined
        ? missing(value.origin)
        : isContainer(target.value)
          ? resolvedPart(target, follow)
          : target.value
    }
    default:
      return value
  }
}

function targetOf(node: ConfigNode, follow: Follow): ConfigNode | undefined {
  try {
    return follow(node)
  } catch (error) {
    if (error instanceof HydraconfError && error.type === 'InterpolationToMissingValueError') return undefined
    throw error
  }
}
