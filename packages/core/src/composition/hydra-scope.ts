import type { Follow } from '../value/config-node.js'
import type { MapValue } from '../value/value.js'

/** The config that `${hydra:…}` looks into, and how interpolations in it are followed. */
export interface HydraScope {
  readonly config: MapValue
  readonly follow: Follow
}
