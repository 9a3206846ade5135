import type { ConfigNode, Follow } from '../value/config-node.js'

/** Hydra's node, where `${hydra:…}` looks, and how interpolations in it are followed. */
export interface HydraScope {
  readonly hydra: ConfigNode | undefined
  readonly follow: Follow
}
