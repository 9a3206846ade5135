import { type Composing, inFolder } from '@hydraconf/check'
import { type Composed, HydraconfError, type Origin, type TreeNode } from '@hydraconf/core'
import type { Location } from 'vscode-languageserver'
import { rangeOf } from '../documents/positions.js'
import { uriOfPath } from '../documents/uris.js'
import type { Tree } from '../trees/tree.js'

/** What a composition is made of, as a client shows it in a tree. */
export interface DefaultsView {
  readonly choices: readonly GroupChoice[]
  /** The primary config with what its defaults lists bring in; undefined where nothing ever composed. */
  readonly root: DefaultsItem | undefined
  /** Why it does not compose; what is shown is as it composed last. */
  readonly error: string | undefined
}

/** A group of the defaults list, and what is chosen of it. */
export interface GroupChoice {
  /** As an override names it: `db`, `db@source`. */
  readonly key: string
  /** Null: nothing. */
  readonly option: string | null
  readonly options: readonly string[]
  /** The entry or override that chose it. */
  readonly location: Location | undefined
  /** Whether an override of the view chose it. */
  readonly isOverride: boolean
}

/** A line of the defaults tree. */
export interface DefaultsItem {
  /** As it is written: `db: mysql`, `_self_`. */
  readonly label: string
  /** The package that it lands in; of `_self_` and of what brings nothing in undefined. */
  readonly package: string | undefined
  /** The file that it brings in. */
  readonly uri: string | undefined
  /** The entry that brought it in. */
  readonly location: Location | undefined
  /** Why it brings nothing in. */
  readonly absent: 'deleted' | 'null' | 'optional' | 'missing' | undefined
  readonly children: readonly DefaultsItem[]
}

/** The choices and the defaults tree of what is looked at; as it composed last, while it does not. */
export function defaultsView(tree: Tree, view: Composing | undefined): DefaultsView {
  if (view === undefined) return { choices: [], root: undefined, error: 'The tree has no primary config.' }
  const made = tree.compose(view)
  const error = made instanceof HydraconfError ? made.message : undefined
  const composed = made instanceof HydraconfError ? tree.composeSound(view) : made
  if (composed === undefined) return { choices: [], root: undefined, error }
  return { choices: choicesIn(composed, tree), root: itemOf(primaryOf(composed.tree), view, tree), error }
}

function choicesIn(composed: Composed, tree: Tree): readonly GroupChoice[] {
  const chosenAt = new Map(composed.list.map(({ overrideKey, origin }) => [overrideKey, origin]))
  // As the defaults list has them, not as they were decided; then those that bring nothing in.
  const keys = new Set([...chosenAt.keys(), ...Object.keys(composed.choices)])
  return [...keys].flatMap((key) => {
    if (key === undefined || !(key in composed.choices)) return []
    const option = composed.choices[key] ?? null
    const origin = chosenAt.get(key)
    return {
      key,
      option,
      options: composed.library.options(key.split('@')[0]!, 'config'),
      location: origin === undefined ? undefined : locationOf(origin, tree),
      isOverride: origin?.source.kind === 'override',
    }
  })
}

//   <root> has Hydra's own config beside the primary one
function primaryOf(root: TreeNode): TreeNode {
  const below = root.kind === 'loaded' ? (root.children ?? []) : []
  return below.find((node) => node.kind === 'loaded' && node.entry.primary) ?? root
}

function itemOf(node: TreeNode, view: Composing, tree: Tree): DefaultsItem {
  const nothing = { package: undefined, uri: undefined, location: undefined, absent: undefined, children: [] }
  if (node.kind === 'self') return { ...nothing, label: node.label }
  const { label, origin, package: pkg, configPath } = node.entry
  const placed = { ...nothing, label, location: locationOf(origin, tree) }
  if (node.kind === 'absent') return { ...placed, absent: node.because }
  const isOurs = node.document?.provider === 'main'
  return {
    ...placed,
    package: pkg === '' ? '_global_' : pkg,
    uri: isOurs ? uriOfPath(tree.pathOf(inFolder(view.folder, configPath))) : undefined,
    children: (node.children ?? []).map((child) => itemOf(child, view, tree)),
  }
}

function locationOf(origin: Origin, tree: Tree): Location | undefined {
  const path = tree.pathOfSource(origin.source)
  return path === undefined ? undefined : { uri: uriOfPath(path), range: rangeOf(origin) }
}
