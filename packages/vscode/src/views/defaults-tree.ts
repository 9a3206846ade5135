import type { DefaultsItem, DefaultsView, GroupChoice, TreeAnswer } from '@hydraconf/language-server'
import {
  EventEmitter,
  Range,
  TreeItemCollapsibleState as State,
  ThemeIcon,
  type TreeDataProvider,
  TreeItem,
  Uri,
} from 'vscode'
import type { Requests } from '../requests.js'
import { isHydras, itemNote, optionName, treeName, viewName } from '../shown.js'
import type { Trees } from './trees.js'

/** A line of the view. */
export type Node =
  | { readonly kind: 'tree'; readonly tree: TreeAnswer }
  | { readonly kind: 'refusal'; readonly message: string }
  | { readonly kind: 'folder'; readonly label: string; readonly isOpen: boolean; readonly nodes: readonly Node[] }
  | { readonly kind: 'choice'; readonly tree: TreeAnswer; readonly choice: GroupChoice }
  | { readonly kind: 'item'; readonly item: DefaultsItem }

/** In the side bar: of each tree the choices, and the configs in the order that the defaults lists bring them in. */
export class DefaultsTree implements TreeDataProvider<Node> {
  private readonly changed = new EventEmitter<undefined>()
  readonly onDidChangeTreeData = this.changed.event

  constructor(
    private readonly trees: Trees,
    private readonly requests: Requests,
  ) {
    trees.onDidChange(() => this.changed.fire(undefined))
  }

  async getChildren(node?: Node): Promise<Node[]> {
    if (node === undefined) return this.trees.all.map((tree) => ({ kind: 'tree', tree }))
    switch (node.kind) {
      case 'tree':
        return partsOf(node.tree, await this.requests.defaults(node.tree.tree))
      case 'folder':
        return [...node.nodes]
      case 'item':
        return node.item.children.map((item) => ({ kind: 'item', item }))
      default:
        return []
    }
  }

  getTreeItem(node: Node): TreeItem {
    switch (node.kind) {
      case 'tree':
        return lineOf({ label: treeName(node.tree), state: State.Expanded, icon: 'layers' }, viewName(node.tree), node)
      case 'refusal': {
        const [first = ''] = node.message.split('\n')
        return { ...lineOf({ label: first, state: State.None, icon: 'warning' }, '', node), tooltip: node.message }
      }
      case 'folder':
        return lineOf(
          { label: node.label, state: node.isOpen ? State.Expanded : State.Collapsed, icon: undefined },
          '',
          node,
        )
      case 'choice':
        return choiceLine(node.choice, node)
      case 'item':
        return itemLine(node.item, node)
    }
  }
}

function partsOf(tree: TreeAnswer, view: DefaultsView | null): Node[] {
  if (view === null) return []
  const choice = (each: GroupChoice): Node => ({ kind: 'choice', tree, choice: each })
  const own = view.choices.filter((each) => !isHydras(each)).map(choice)
  const hydras = view.choices.filter(isHydras).map(choice)
  const folders = [
    { label: 'Choices', isOpen: true, nodes: own },
    { label: "Hydra's choices", isOpen: false, nodes: hydras },
    {
      label: 'Defaults',
      isOpen: true,
      nodes: view.root === undefined ? [] : [{ kind: 'item', item: view.root } as const],
    },
  ]
  return [
    ...(view.error === undefined ? [] : [{ kind: 'refusal', message: view.error } as const]),
    ...folders.filter(({ nodes }) => nodes.length > 0).map((folder) => ({ kind: 'folder', ...folder }) as const),
  ]
}

interface Line {
  readonly label: string
  readonly state: State
  readonly icon: string | undefined
}

function lineOf({ label, state, icon }: Line, description: string, { kind }: Node): TreeItem {
  const item = new TreeItem(label, state)
  item.description = description
  item.contextValue = kind
  if (icon !== undefined) item.iconPath = new ThemeIcon(icon)
  return item
}

function choiceLine(choice: GroupChoice, node: Node): TreeItem {
  const note = choice.isOverride ? `${optionName(choice)} (override)` : optionName(choice)
  const item = lineOf({ label: choice.key, state: State.None, icon: 'list-selection' }, note, node)
  item.tooltip = `One of ${choice.options.join(', ')}`
  item.command = { command: 'hydraconf.choose', title: 'Choose Another Option', arguments: [node] }
  return item
}

function itemLine(shown: DefaultsItem, node: Node): TreeItem {
  const state = shown.children.length === 0 ? State.None : State.Expanded
  const icon = shown.absent !== undefined ? 'circle-slash' : shown.uri === undefined ? 'symbol-constant' : 'file'
  const item = lineOf({ label: shown.label, state, icon }, itemNote(shown), node)
  const { uri, location } = shown
  if (uri !== undefined) item.command = { command: 'vscode.open', title: 'Open', arguments: [Uri.parse(uri)] }
  else if (location !== undefined) {
    const { start, end } = location.range
    const selection = new Range(start.line, start.character, end.line, end.character)
    item.command = { command: 'vscode.open', title: 'Open', arguments: [Uri.parse(location.uri), { selection }] }
  }
  return item
}
