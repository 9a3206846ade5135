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
  /** The config whose list it is in. */
  readonly holder: HoldingConfig
  /** Dialect 1.4: the keys that were overridden by then. Below it no others are. */
  readonly overridden: ReadonlySet<string>
}

/** Children of a config while the walk is under way. */
export type Children = (TreeNode | Deferred)[]

/**
 * Dialect 1.4: interpolated choices of the whole tree wait until all that is not interpolated is chosen. Then the first of
 * them in the tree that can be resolved is visited, and so on, as each may make a choice that another waits for.
 * `visit` makes the node that is put in the place of what waited. Mirrors `_resolve_deferred_interpolations`.
 *
 * Gives what is left: it refers to choices that nobody makes.
 */
export function settleTree(
  root: Children,
  choices: Choices,
  visit: (deferred: Deferred, name: string) => TreeNode,
): Deferred | undefined {
  for (;;) {
    const found = first(root, ({ text }) => choiceText(text, choices))
    if (found === undefined) return first(root, ({ text }) => text)?.deferred
    found.children[found.index] = visit(found.deferred, found.answer)
  }
}

/** `${group}` as the option that is chosen of it; undefined while one is not known. No resolver is called. */
export function choiceText(text: string, choices: Choices): string | undefined {
  const replaced = text.replace(/\$\{\s*([^{}]*?)\s*\}/g, (whole, key: string) => {
    const option = choices.get(key)
    return option === undefined || option === null || option === '???' ? whole : option
  })
  return replaced.includes('${') ? undefined : replaced
}

interface Found {
  readonly children: Children
  readonly index: number
  readonly deferred: Deferred
  readonly answer: string
}

/** The first that waits, depth first, for which there is an answer. */
function first(children: Children, ask: (deferred: Deferred) => string | undefined): Found | undefined {
  for (const [index, child] of children.entries()) {
    if (child.kind === 'deferred') {
      const answer = ask(child)
      if (answer !== undefined) return { children, index, deferred: child, answer }
    } else if (child.kind === 'loaded' && child.children !== undefined) {
      const found = first(child.children as Children, ask)
      if (found !== undefined) return found
    }
  }
  return undefined
}
