import type { Origin } from '../text/source.js'
import type { LocatedConfig, LocatedGroup } from './entries-of-config.js'
import type { HoldingConfig } from './holding-config.js'
import type { Choices, TreeNode } from './tree.js'

/** An entry whose option is an interpolation: it waits until the choices that it may refer to are made. */
export interface Deferred {
  readonly kind: 'deferred'
  readonly item: LocatedConfig | LocatedGroup
  readonly text: string
  readonly origin: Origin
}

/** Children of a config while the walk is under way. */
export type Children = (TreeNode | Deferred)[]

/** A list of children in which something waits, with the config that holds them. */
export interface Waiting {
  readonly children: Children
  readonly holder: HoldingConfig
}

/**
 * Dialect 1.4: interpolated choices of the whole tree wait until all that is not interpolated is chosen. Then the first of
 * them in the tree that can be resolved is visited, and so on, as each may make a choice that another waits for.
 * `visit` puts a node in the place of what waited. Mirrors `_resolve_deferred_interpolations`.
 *
 * Gives what is left: it refers to choices that nobody makes.
 */
export function settleTree(
  waiting: Waiting[],
  choices: Choices,
  visit: (deferred: Deferred, name: string, holder: HoldingConfig) => TreeNode,
): Deferred | undefined {
  for (;;) {
    const found = firstResolvable(waiting, choices)
    if (found === undefined) return waiting.flatMap(({ children }) => children.filter(isDeferred))[0]
    const { children, index, holder, name } = found
    children[index] = visit(children[index] as Deferred, name, holder)
  }
}

/** `${group}` as the option that is chosen of it; undefined while one is not known. No resolver is called. */
export function choiceText(text: string, choices: Choices): string | undefined {
  const replaced = text.replace(/\$\{\s*([^{}]*?)\s*\}/g, (whole, key: string) => choices.get(key) ?? whole)
  return replaced.includes('${') ? undefined : replaced
}

/** A walk is right to left, so the lists that were met last stand first. */
function firstResolvable(waiting: readonly Waiting[], choices: Choices) {
  for (const { children, holder } of waiting.toReversed()) {
    for (const [index, child] of children.entries()) {
      const name = isDeferred(child) ? choiceText(child.text, choices) : undefined
      if (name !== undefined) return { children, index, holder, name }
    }
  }
  return undefined
}

function isDeferred(child: TreeNode | Deferred): child is Deferred {
  return child.kind === 'deferred'
}
