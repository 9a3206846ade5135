import { hydraResolvers } from './composition/hydra-resolvers.js'
import type { InclusionStep } from './composition/inclusion-path.js'
import { lastWriter } from './composition/last-writer.js'
import type { VersionRules } from './library/version-rules.js'
import { mergePlugins } from './plugin.js'
import { closeMatches } from './text/close-matches.js'
import type { Position } from './text/lines.js'
import { positionOf, positionOfOrigin } from './text/source.js'
import { type ConfigNode, childNode, replaceNode, rootNode } from './value/config-node.js'
import { selectNode } from './value/select.js'

/** Names that programs may still use, and what they are called now. */

/** @deprecated Now `ConfigNode`. */
export type Spot = ConfigNode
/** @deprecated Now `InclusionStep`. */
export type RouteStep = InclusionStep
/** @deprecated Now `VersionRules`. */
export type Rules = VersionRules
/** @deprecated Now `rootNode`. */
export const rootSpot = rootNode
/** @deprecated Now `childNode`. */
export const childSpot = childNode
/** @deprecated Now `selectNode`. */
export const selectSpot = selectNode
/** @deprecated Now `replaceNode`. */
export const replaceAt = replaceNode
/** @deprecated Now `mergePlugins`. */
export const collect = mergePlugins
/** @deprecated Now `closeMatches`. */
export const nearest = closeMatches
/** @deprecated Now `hydraResolvers`. */
export const runResolvers = hydraResolvers
/** @deprecated Now `Position`. */
export type Place = Position
/** @deprecated Now `positionOf`. */
export const placeOf = positionOf
/** @deprecated Now `positionOfOrigin`. */
export const placeOfOrigin = positionOfOrigin
/** @deprecated Now `lastWriter`. */
export const cause = lastWriter
