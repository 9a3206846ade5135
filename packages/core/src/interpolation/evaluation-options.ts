import type { DialectName } from '../dialect/dialect.js'
import type { Origin } from '../text/source.js'
import type { ConfigNode } from '../value/config-node.js'
import type { Value } from '../value/value.js'
import type { ResolverCache } from './resolver.js'
import type { Resolvers } from './resolver-from-function.js'
import type { Variables } from './variables.js'

/** What interpolations are evaluated with: all that they can reach outside the config. */
export interface EvaluationOptions extends Variables {
  /** By whose rules; Hydra 1.3's unless said otherwise. */
  readonly dialect?: DialectName | undefined
  /** Custom resolvers by name: `{ double: (x) => 2 * x }`. */
  readonly resolvers?: Resolvers | undefined
  /** Answers of cached resolvers, for who evaluates one config several times. */
  readonly cache?: ResolverCache | undefined
  /** Hears of deprecated keys (`oc.deprecated`). */
  readonly warn?: ((message: string, origin: Origin) => void) | undefined
  /** Reads the YAML text that `${oc.create:text}` is given. */
  readonly readYaml?: ((text: string) => Value) | undefined
  /** What is shown keeps a missing value missing where a reference to one is refused otherwise: `--cfg --resolve` of Hydra 1.4. */
  readonly keepsMissing?: boolean | undefined
  /** Each interpolation is asked once, also one whose resolver may answer otherwise the next time. */
  readonly asksOnce?: boolean | undefined
  /**
   * Filled with the lists and maps that custom resolvers made. Unlike all other values these are one object wherever
   * they turn up: `toYaml` writes an anchor for one that turns up twice, as Python does.
   */
  readonly made?: Set<Value> | undefined
  /** Told of every reference that is followed: where it stands, and the node that it names. */
  readonly trace?: ((from: ConfigNode, to: ConfigNode) => void) | undefined
  /** What a refusal is thrown as: the same, without what may not be shown of the config. */
  readonly refused?: ((error: unknown) => unknown) | undefined
}

/** Does something with a config; what it is refused with shows of it what may be shown. */
export function refusing<T>({ refused }: Pick<EvaluationOptions, 'refused'>, action: () => T): T {
  if (refused === undefined) return action()
  try {
    return action()
  } catch (error) {
    throw refused(error)
  }
}
