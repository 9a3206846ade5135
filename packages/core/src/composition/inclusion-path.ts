import { NO_CONFIG } from '../defaults/expansion.js'
import type { DefaultsList, DefaultsTree, ListEntry, LoadedNode } from '../defaults/tree.js'
import type { Origin } from '../text/source.js'

/** One inclusion: `optim: sgd`, and where it is written. */
export interface InclusionStep {
  readonly label: string
  readonly configPath: string
  /** The entry, or the override that chose the option; the program for the primary config. */
  readonly origin: Origin
}

/** How each config of the list came in: the inclusions that lead to it from the root of the tree. */
export function inclusionPaths(
  tree: DefaultsTree,
  list: DefaultsList,
): ReadonlyMap<ListEntry, readonly InclusionStep[]> {
  const routes: (readonly InclusionStep[])[] = []
  collect(tree, [], routes)
  return new Map(list.map((entry, index) => [entry, routes[index] ?? []]))
}

// In the order in which the tree is flattened, so that the nth route leads to the nth entry.
function collect(node: LoadedNode, above: readonly InclusionStep[], into: (readonly InclusionStep[])[]): void {
  const { label, configPath, origin } = node.entry
  const isRoot = node.document === undefined && node.children !== undefined
  const route = isRoot ? above : [...above, { label, configPath, origin }]
  if (node.children === undefined) {
    if (configPath !== NO_CONFIG) into.push(route)
    return
  }
  for (const child of node.children) {
    if (child.kind === 'self') into.push(route)
    else if (child.kind === 'loaded') collect(child, route, into)
  }
}
