import { appending, type Composing, choosing, inFolder, splitsOf } from '@hydraconf/check'
import { type Composed, HydraconfError, type ListEntry } from '@hydraconf/core'
import type { Tree } from './tree.js'

/** A config of the tree in a composition that has it. */
export interface SeenConfig {
  readonly composing: Composing
  readonly composed: Composed
  /** Where it lands: more than once where several entries bring it in. */
  readonly entries: readonly ListEntry[]
}

/**
 * The composition in which a config is looked at: the one of the view if it is in there, else that with the config chosen
 * or added, else one that a check found, else the config alone. Undefined where nothing composes with it.
 */
export function seenConfig(
  tree: Tree,
  name: string,
  view: Composing | undefined,
  found: Composing | undefined,
): SeenConfig | undefined {
  for (const composing of waysTo(tree, name, view, found)) {
    const composed = tree.compose(composing)
    if (composed instanceof HydraconfError) continue
    const entries = entriesIn(composed, composing, name)
    if (entries.length > 0) return { composing, composed, entries }
  }
  return undefined
}

/** The same composition; where nothing composes with it, one that is refused for what it says, or the likeliest to say why. */
export function wayTo(tree: Tree, name: string, view: Composing | undefined, found: Composing | undefined): Composing {
  const seen = seenConfig(tree, name, view, found)
  if (seen !== undefined) return seen.composing
  const ways = [...waysTo(tree, name, view, found)]
  const source = tree.sourceOf(name)
  const blaming = ways.find((composing) => {
    const made = tree.compose(composing)
    return made instanceof HydraconfError && made.origin?.source === source
  })
  const [first, second = first] = ways
  return blaming ?? (first === view && view?.configName !== name ? second! : first!)
}

function* waysTo(
  tree: Tree,
  name: string,
  view: Composing | undefined,
  found: Composing | undefined,
): Generator<Composing> {
  if (view !== undefined) yield view
  if (view !== undefined && name.includes('/')) {
    const composed = tree.compose(view)
    const choices = composed instanceof HydraconfError ? {} : composed.choices
    for (const [group, option] of splitsOf(name)) {
      const keys = Object.keys(choices).filter((key) => key.split('@')[0] === group)
      for (const key of keys) yield choosing(view, key, option)
    }
  }
  if (found !== undefined) yield found
  if (view !== undefined && name.includes('/')) {
    for (const [group, option] of splitsOf(name)) yield appending(view, group, option)
  }
  yield { folder: '', configName: name, overrides: [] }
}

/** The lines of the final list that are a config of the tree. */
export function entriesIn(composed: Composed, { folder }: Composing, name: string): readonly ListEntry[] {
  return composed.list.filter(
    ({ document, configPath }) => document?.provider === 'main' && inFolder(folder, configPath) === name,
  )
}
