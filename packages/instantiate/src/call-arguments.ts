import {
  type ConfigNode,
  childNode,
  type EvaluationOptions,
  type Follow,
  following,
  HydraconfError,
  hasKey,
  isContainer,
  keyId,
  type MapValue,
  mapOf,
  merge,
  replaceNode,
  resolve,
  rootNode,
  type Value,
  withFlags,
} from '@hydraconf/core'
import type { InstantiateDialect } from './dialect.js'

/** A config with the keyword arguments of the call in it, as each dialect puts them there. */
export type TakeKeywords = (config: ConfigNode, keywords: MapValue, evaluation: EvaluationOptions) => ConfigNode

export const TAKE_KEYWORDS: Readonly<Record<InstantiateDialect, TakeKeywords>> = {
  '1.3': mergedAndResolved,
  '1.4': laidOver,
}

/** 1.3: keyword arguments are merged onto the config, and then the whole is resolved, as `OmegaConf.resolve` does. */
function mergedAndResolved(config: ConfigNode, keywords: MapValue, evaluation: EvaluationOptions): ConfigNode {
  const open = opened(config)
  const isGiven = keywords.items.size > 0
  const merged = isGiven ? replaceNode(open, merge(open.value, keywords, { follow: following(evaluation) })) : open
  // Within a larger config interpolations are followed when their value is wanted: they may lead out of this part.
  if (merged.parent !== undefined || !isContainer(merged.value)) return merged
  return rootNode(resolve(merged.value, { ...evaluation, as: 'config' }))
}

/**
 * 1.4: a keyword argument stands for what the config has; a mapping is merged only onto a node that has a target or a
 * declared type, or where the config has no target itself. Interpolations are followed when their value is wanted.
 */
function laidOver(config: ConfigNode, keywords: MapValue, evaluation: EvaluationOptions): ConfigNode {
  const follow = following(evaluation)
  let at = opened(config)
  if (at.value.kind !== 'map') return at
  const hasTarget = hasKey(at, '_target_') || hasKey(rootNode(keywords), '_target_')
  for (const [id, value] of keywords.items) {
    const onto = value.kind === 'map' ? mergedOnto(at, id as string, hasTarget, follow) : undefined
    const effective = onto === undefined ? value : merge(onto, value, { follow })
    const { items, spelled, origin, shape } = at.value as MapValue
    at = replaceNode(at, mapOf(new Map(items).set(keyId(id as string), effective), spelled, origin, shape))
  }
  return at
}

function mergedOnto(at: ConfigNode, key: string, hasTarget: boolean, follow: Follow): Value | undefined {
  const child = childNode(at, key)
  if (child === undefined) return undefined
  const found = hasTarget && child.value.kind === 'interpolation' ? followedIfKnown(child, follow) : child
  if (found?.value.kind !== 'map') return undefined
  const isTyped = found.value.shape?.type !== undefined
  return !hasTarget || isTyped || hasKey(found, '_target_') ? found.value : undefined
}

function followedIfKnown(node: ConfigNode, follow: Follow): ConfigNode | undefined {
  try {
    return follow(node)
  } catch (error) {
    if (error instanceof HydraconfError && error.isA('InterpolationResolutionError')) return undefined
    throw error
  }
}

/** The config as it may be changed: neither closed nor read-only. */
function opened(config: ConfigNode): ConfigNode {
  return isContainer(config.value) ? replaceNode(config, withFlags(config.value, false, false)) : config
}
