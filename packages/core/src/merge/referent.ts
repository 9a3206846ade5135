import { HydraconfError } from '../text/errors.js'
import type { ConfigNode, Follow } from '../value/config-node.js'

/** What an interpolation stands for; undefined where it fails. Any other refusal is passed on. */
export function referent(of: ConfigNode, follow: Follow): ConfigNode | undefined {
  try {
    return follow(of)
  } catch (error) {
    if (error instanceof HydraconfError && error.isA('InterpolationResolutionError')) return undefined
    throw error
  }
}
