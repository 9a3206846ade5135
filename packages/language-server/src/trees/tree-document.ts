import type { Composing } from '@hydraconf/check'
import type { ListEntry, Source } from '@hydraconf/core'
import { type SeenConfig, seenConfig } from './composing-for.js'
import type { Tree } from './tree.js'

/** A file of a tree that a request is about. */
export interface TreeDocument {
  readonly tree: Tree
  readonly path: string
  /** As the tree knows it: `db/mysql`. */
  readonly name: string
  readonly source: Source
  /** What is looked at in the tree; undefined where it has no primary config. */
  readonly view: Composing | undefined
  /** The file in a composition that has it; undefined where nothing composes with it. */
  readonly seen: SeenConfig | undefined
  /** Whether that is another composition than the one of the view. */
  readonly isElsewhere: boolean
}

export function treeDocument(
  tree: Tree,
  path: string,
  view: Composing | undefined,
  found: (name: string) => Composing | undefined,
): TreeDocument | undefined {
  const name = tree.nameOf(path)
  const source = tree.sourceOf(name)
  if (source === undefined) return undefined
  const seen = seenConfig(tree, name, view, found(name))
  return {
    tree,
    path,
    name,
    source,
    view,
    seen,
    isElsewhere: seen !== undefined && seen.composing !== view,
  }
}

/** The first place where a file lands. Few land in more than one. */
export function firstEntry({ seen }: TreeDocument): ListEntry | undefined {
  return seen?.entries[0]
}
