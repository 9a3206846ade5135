import type { ComposedPlaces, ComposedView, DefaultsView, TreeAnswer } from '@hydraconf/language-server'

/** Asks the server something that the protocol does not know. */
export type Ask = <T>(method: string, params: object) => Promise<T>

/** Which composition is shown as a text. */
export interface ComposedAsked {
  /** The URI of the tree. */
  readonly tree: string
  /** Those of what is looked at, unless told. */
  readonly overrides?: readonly string[]
  readonly resolve?: boolean
  readonly plain?: boolean
  /** The configs as a commit has them. */
  readonly commit?: string
}

/** The requests of the server beside the protocol's, as functions. */
export function requestsOf(ask: Ask) {
  return {
    trees: () => ask<readonly TreeAnswer[]>('hydraconf/trees', {}),
    composed: (asked: ComposedAsked) => ask<ComposedView | null>('hydraconf/composed', asked),
    composedPlaces: (asked: ComposedAsked) => ask<ComposedPlaces | null>('hydraconf/composedPlaces', asked),
    defaults: (tree: string) => ask<DefaultsView | null>('hydraconf/defaults', { tree }),
    select: (tree: string, view: { readonly config?: string; readonly overrides?: readonly string[] }) =>
      ask<TreeAnswer | null>('hydraconf/select', { tree, ...view }),
    choose: (tree: string, key: string, option: string) =>
      ask<TreeAnswer | null>('hydraconf/choose', { tree, key, option }),
    completeOverride: (tree: string, word: string, overrides: readonly string[]) =>
      ask<readonly string[]>('hydraconf/completeOverride', { tree, word, overrides }),
  }
}

export type Requests = ReturnType<typeof requestsOf>
