import { appearsTwice } from '../messages/defaults.js'
import { raise } from '../text/errors.js'
import { describeOrigin, type Origin } from '../text/source.js'
import { NO_CONFIG } from './expansion.js'
import type { DefaultsList, DefaultsTree, ListEntry, LoadedNode, TreeNode } from './tree.js'

/**
 * The flat defaults list: every config to merge, in merge order.
 *
 * @throws ConfigCompositionException when a group is in it twice under one key.
 */
export function flattenDefaults(tree: DefaultsTree): DefaultsList {
  const list: ListEntry[] = []
  collect(tree, undefined, list)
  refuseDuplicates(list)
  return list
}

function collect(node: LoadedNode, parent: string | undefined, into: ListEntry[]): void {
  if (node.children === undefined) {
    push(into, node, parent, false)
    return
  }
  for (const child of node.children) {
    if (isSelf(child)) push(into, node, parent, true)
    else if (child.kind === 'loaded') collect(child, node.entry.configPath, into)
  }
}

// An option called `_self_` is read like any other, and then counts as the entry `_self_`.
function isSelf(node: TreeNode): boolean {
  if (node.kind === 'self') return true
  return node.kind === 'loaded' && node.children === undefined && node.entry.group?.option === '_self_'
}

function push(into: ListEntry[], { entry, document }: LoadedNode, parent: string | undefined, isSelf: boolean): void {
  const { configPath, package: pkg, primary, group, origin } = entry
  if (configPath === NO_CONFIG) return
  const overrideKey = isSelf ? undefined : group?.key
  into.push({ document, configPath, package: pkg, parent, isSelf, primary, overrideKey, origin })
}

function refuseDuplicates(list: DefaultsList): void {
  const places = new Map<string, Origin>()
  for (const { overrideKey, origin } of list) {
    if (overrideKey === undefined) continue
    const before = places.get(overrideKey)
    if (before !== undefined) throw raise(appearsTwice(overrideKey, describeOrigin(before)), origin)
    places.set(overrideKey, origin)
  }
}
