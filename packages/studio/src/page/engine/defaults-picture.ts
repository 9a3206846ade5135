import {
  type Composed,
  type ConfigNode,
  childNode,
  type DefaultsList,
  type DefaultsTree,
  differences,
  inline,
  isContainer,
  type Layer,
  map,
  type Path,
  type PlacedEntry,
  rootNode,
  type TreeNode,
  type Value,
} from '@hydraconf/core'
import { type HierarchyNode, hierarchy, tree as layoutOf } from 'd3-hierarchy'
import type { FileRef } from '../../tree/tree-data.js'
import type { PageTree } from './page-tree.js'
import { type Place, placeOf } from './place.js'

/** The defaults tree as a picture: boxes with places, and the lines between them. */
export interface Picture {
  readonly width: number
  readonly height: number
  readonly nodes: readonly PictureNode[]
  /** The final list, and what stands in the lists and is not in it, in that order. */
  readonly rows: readonly DefaultsRow[]
}

/** A line of the table that `--info defaults` prints, or an entry that adds nothing. */
export interface DefaultsRow {
  /** The box that it is in the picture. */
  readonly node: number
  /** From 1; undefined: it adds nothing. */
  readonly order: number | undefined
  readonly configPath: string
  readonly package: string
  readonly isSelf: boolean
  /** The config path of who included it. */
  readonly parent: string
  readonly because: string | undefined
}

export interface PictureNode {
  readonly id: number
  readonly parent: number | undefined
  readonly x: number
  readonly y: number
  readonly kind: TreeNode['kind']
  readonly label: string
  /** Why it adds nothing. */
  readonly because: string | undefined
  readonly package: string
  readonly configPath: string
  readonly file: FileRef | undefined
  /** The entry that brought it in. */
  readonly place: Place | undefined
  /** Its number in the final list, from 1; undefined: it is not in there itself. */
  readonly order: number | undefined
}

/** What a config of the list said, key by key, and what became of it. */
export interface Contribution {
  readonly key: string
  readonly value: string
  /** False where something later says otherwise. */
  readonly isKept: boolean
  readonly now: string
  readonly by: string
}

/** The size of a box with the room around it. */
const BOX = { width: 270, height: 50 }

/** Lays the tree out from left to right, as the lists nest, with the final list's numbers on the configs. */
export function pictureOf({ tree, list }: Composed, pages: PageTree, showsHydra: boolean): Picture {
  const orders = new Map<TreeNode, number>()
  number(tree, orders, list)
  const root = hierarchy<TreeNode>(showsHydra ? tree : ownTree(tree), childrenOf)
  const placed = layoutOf<TreeNode>().nodeSize([BOX.height, BOX.width])(root)
  const all = placed.descendants()
  const top = all.reduce((least, { x }) => Math.min(least, x), 0)
  const ids = new Map<HierarchyNode<TreeNode>, number>(all.map((node, id) => [node, id]))
  return {
    width: all.reduce((most, { y }) => Math.max(most, y), 0) + BOX.width,
    height: all.reduce((most, { x }) => Math.max(most, x), 0) - top + BOX.height,
    nodes: all.map((node, id) => ({
      id,
      parent: node.parent === null ? undefined : ids.get(node.parent),
      x: node.y,
      y: node.x - top,
      ...boxOf(node.data, node.parent?.data, pages),
      order: orders.get(node.data),
    })),
    rows: placed.leaves().map((node) => rowOf(node, ids.get(node)!, orders.get(node.data), list)),
  }
}

function rowOf(node: HierarchyNode<TreeNode>, id: number, order: number | undefined, list: DefaultsList): DefaultsRow {
  const { data, parent } = node
  const listed = order === undefined ? undefined : list[order - 1]
  const { configPath, package: pkg } = listed ?? entryOf(data, parent?.data)
  return {
    node: id,
    order,
    configPath,
    package: packageText(pkg),
    isSelf: listed?.isSelf === true,
    parent: listed?.parent ?? (parent === null ? '' : entryOf(parent.data, undefined).configPath),
    because: becauseOf(data),
  }
}

/** What the config with a number in the final list said, from 1 on, and what is left of it. */
export function contributionOf({ layers, config, masking }: Composed, order: number): readonly Contribution[] {
  const layer: Layer | undefined = layers[order - 1]
  if (layer === undefined) return []
  const shown = (value: Value | undefined, path: Path): string =>
    inline(value === undefined ? undefined : (masking?.value(value, path) ?? value))
  const later = layers.slice(order)
  return leavesOf(layer.value).map(([key, path, value]) => {
    const now = valueAt(config, path)
    const isKept = now !== undefined && (now === value || now.origin === value.origin)
    const by = later.findLast((other) => valueAt(other.value, path) !== undefined)
    return {
      key,
      value: shown(value, path),
      isKept,
      now: shown(now, path),
      by: isKept ? '' : (by?.entry.configPath ?? 'the command line'),
    }
  })
}

/** The tree without Hydra's own configs: with one config below it, the root says nothing. */
function ownTree(tree: DefaultsTree): DefaultsTree {
  const own = (tree.children ?? []).filter(
    (child) => !(child.kind === 'loaded' && child.entry.configPath === 'hydra/config'),
  )
  const [only] = own
  return own.length === 1 && only?.kind === 'loaded' ? only : { ...tree, children: own }
}

function childrenOf(node: TreeNode): readonly TreeNode[] | undefined {
  return node.kind === 'loaded' ? node.children : undefined
}

/** The numbers of the final list: the tree is flattened in the order of its leaves. */
function number(node: TreeNode, orders: Map<TreeNode, number>, list: DefaultsList): void {
  const children = childrenOf(node)
  for (const child of children ?? []) number(child, orders, list)
  if (children !== undefined || node.kind === 'absent') return
  const next = list[orders.size]
  // The virtual root is in no list.
  if (next !== undefined && (node.kind === 'self' || next.configPath === node.entry.configPath))
    orders.set(node, orders.size + 1)
}

function boxOf(node: TreeNode, parent: TreeNode | undefined, pages: PageTree) {
  const of = node.kind === 'self' ? parent : node
  const document = of?.kind === 'loaded' ? of.document : undefined
  const { origin, configPath, package: pkg } = entryOf(node, parent)
  return {
    kind: node.kind,
    label: node.kind === 'self' ? '_self_' : node.entry.label,
    because: becauseOf(node),
    package: packageText(pkg),
    configPath,
    file: document?.source === undefined ? undefined : pages.refOf(document.source),
    place: origin.source.kind === 'program' ? undefined : placeOf(origin, pages),
  }
}

/** `_self_` is the body of the config that it stands in. */
function entryOf(node: TreeNode, parent: TreeNode | undefined): PlacedEntry {
  return node.kind === 'self' ? (parent as Extract<TreeNode, { kind: 'loaded' }>).entry : node.entry
}

function becauseOf(node: TreeNode): string | undefined {
  return node.kind === 'absent' ? REASONS[node.because] : undefined
}

function packageText(pkg: string): string {
  return pkg === '' ? '_global_' : pkg
}

const REASONS = {
  deleted: 'deleted by the command line',
  null: 'nothing is chosen',
  optional: 'optional, and there is no such config',
  missing: 'the choice is left open (???)',
} as const

function valueAt(root: Value, path: Path): Value | undefined {
  let at: ConfigNode | undefined = rootNode(root)
  for (const key of path) at = at === undefined ? undefined : childNode(at, key)
  return at?.value
}

function leavesOf(value: Value): readonly (readonly [key: string, path: Path, value: Value])[] {
  if (!isContainer(value)) return []
  return differences(map([]), value).map(({ key, path, right }) => [key, path, right!] as const)
}
