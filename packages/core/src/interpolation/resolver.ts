import type { ConfigNode, Follow } from '../value/config-node.js'
import type { Key } from '../value/key.js'
import type { Container, Value } from '../value/value.js'

/**
 * A function that configs call: `${name:arg, arg}`. Make one of a plain function with `resolver`, or of a function of
 * values with `valueResolver`. Handed over in the options of what resolves; there is no registry
 * (`OmegaConf.register_new_resolver` fills one).
 */
export interface Resolver {
  readonly call: ResolverFunction
  /**
   * Whether an answer is kept, by the text of the arguments as written: `${f:${a}}` is then called once, whatever `a`
   * becomes. Mirrors `use_cache`.
   */
  readonly cache: boolean
  /** Whether a list or map that it gives is a config, with a place in that which asks, as `oc.create` makes one. */
  readonly givesConfig: boolean
  /** Whether equal arguments always get an equal answer, so that what refers to the interpolation need not ask again. */
  readonly pure: boolean
}

/** May return one of its arguments: a container then stays the node it is, with all that refers to it. */
export type ResolverFunction = (args: readonly Value[], context: ResolverContext) => Value

/** What a resolver may ask about the place that it is called from. */
export interface ResolverContext {
  /** The keys that lead to the value that holds the interpolation (`_node_` in OmegaConf). */
  readonly path: readonly Key[]
  /** The same as messages write it: `a.b[0]`. */
  readonly fullKey: string
  /** The container that holds it (`_parent_`). Its interpolations are unresolved: use `select` to read through them. */
  readonly parent: Container
  /** The whole config (`_root_`). */
  readonly root: Container
  /**
   * The value of a key as `${oc.select:key}` finds it: absolute (`a.b`), or relative to the container with leading dots
   * (`.b`, `..c`). Undefined when it is absent or missing.
   *
   * @throws InterpolationResolutionError when an interpolation on the way fails.
   */
  select(key: string): Value | undefined
  /** Where a container hangs that is an argument, `parent`, `root` or found by `select`; undefined for one made just now. */
  nodeOf(value: Value): ConfigNode | undefined
  /** Goes through interpolations, for what reads nodes: `toJs(context.nodeOf(value), { follow: context.follow })`. */
  readonly follow: Follow
}

/** What is known of a resolver's answers; see `Resolver`. Neither, unless said otherwise. */
export interface ResolverOptions {
  readonly cache?: boolean | undefined
  readonly pure?: boolean | undefined
  readonly givesConfig?: boolean | undefined
}

/** A resolver that works on values: ints and floats stay apart, keys keep their type, nothing is lost. */
export function valueResolver(
  call: ResolverFunction,
  { cache = false, pure = false, givesConfig = false }: ResolverOptions = {},
): Resolver {
  return { call, cache, pure, givesConfig }
}

/**
 * The answers of cached resolvers. Belongs to a config: hand over the same one with every version of it for as long as
 * answers shall last (OmegaConf keeps one in each config; `clear` mirrors `OmegaConf.clear_cache`).
 */
export class ResolverCache {
  private readonly answers = new Map<string, Map<string, unknown>>()

  /** @internal */
  of(name: string): Map<string, unknown> {
    const answers = this.answers.get(name) ?? new Map<string, unknown>()
    this.answers.set(name, answers)
    return answers
  }

  clear(): void {
    this.answers.clear()
  }
}
