import type { PartialTarget } from './partial.js'
import type { Target } from './target.js'
import type { TargetList } from './targets.js'

/** What a class or function, or a target of it, comes to. */
export type ResultOf<T> =
  T extends Target<infer F>
    ? ResultOf<F>
    : T extends abstract new (
          ...args: never[]
        ) => infer R
      ? R
      : T extends (...args: never[]) => infer R
        ? R
        : unknown

/**
 * What `instantiate` gives for a config: the object of its `_target_`, where that is known as a literal; one of those that
 * the list can make, where it is any text; a partial of it with `_partial_: true`.
 */
export type Instantiated<C, L extends TargetList> = C extends null | undefined
  ? null
  : C extends { readonly _target_: infer N }
    ? C extends { readonly _partial_: true }
      ? PartialTarget<Named<N, L>>
      : Named<N, L>
    : C extends readonly (infer Item)[]
      ? Instantiated<Item, L>[]
      : unknown

type Named<N, L extends TargetList> = N extends keyof L
  ? ResultOf<L[N]>
  : string extends N
    ? ResultOf<L[keyof L]>
    : unknown

/** The name that a list has for a class or function. */
export type NameOf<F, L extends TargetList> = {
  [N in keyof L & string]: L[N] extends F ? N : L[N] extends Target<infer G> ? (G extends F ? N : never) : never
}[keyof L & string]
