import type { TreeAnswer } from '@hydraconf/language-server'
import { commands, type Disposable, Location, Position, Range, Uri, ViewColumn, window, workspace } from 'vscode'
import { composedUri } from './composed-uri.js'
import type { ComposedAsked, Requests } from './requests.js'
import { treeName } from './shown.js'
import type { Node } from './views/defaults-tree.js'
import { pickOverrides } from './views/pick-overrides.js'
import { pickOption, pickView } from './views/pick-view.js'
import type { Trees } from './views/trees.js'

/** The commands of the palette, of lenses and of the side bar. */
export function registerCommands(trees: Trees, requests: Requests): Disposable[] {
  /** Does something with the tree that is worked in, or with the one whose line was clicked. */
  const withTree = (act: (tree: TreeAnswer) => PromiseLike<unknown>) => async (node?: Node) => {
    const tree = node?.kind === 'tree' ? node.tree : trees.current
    if (tree !== undefined) await told(() => act(tree))
    else void window.showInformationMessage('There is no tree of Hydra configs in this workspace.')
  }
  const all = {
    'hydraconf.pick': withTree((tree) => pickView(tree, requests)),
    'hydraconf.showComposed': withTree((tree) => showComposed(tree, 'composed', {})),
    'hydraconf.showResolved': withTree((tree) => showComposed(tree, 'resolved', { resolve: true })),
    'hydraconf.compare': withTree((tree) => compare(tree, requests)),
    'hydraconf.compareWithCommit': withTree((tree) => compareWithCommit(tree)),
    'hydraconf.choose': (node?: Node) =>
      told(async () => (node?.kind === 'choice' ? pickOption(node.tree, node.choice, requests) : undefined)),
    'hydraconf.showReferences': showReferences,
  }
  return Object.entries(all).map(([name, act]) => commands.registerCommand(name, act))
}

/** A refusal of the server is something to read, no failure of the command. */
async function told(act: () => PromiseLike<unknown>): Promise<void> {
  try {
    await act()
  } catch (error) {
    void window.showErrorMessage((error as Error).message)
  }
}

async function showComposed(tree: TreeAnswer, kind: string, how: Partial<ComposedAsked>): Promise<void> {
  const document = await workspace.openTextDocument(documentUri(tree, kind, how))
  await window.showTextDocument(document, { viewColumn: ViewColumn.Beside, preserveFocus: true, preview: false })
}

async function compare(tree: TreeAnswer, requests: Requests): Promise<void> {
  const name = treeName(tree)
  const asked = { tree: tree.tree, title: `What to compare ${name} with`, given: tree.overrides }
  const overrides = await pickOverrides(asked, requests)
  if (overrides === undefined) return
  const left = documentUri(tree, 'composed', { plain: true })
  const right = documentUri(tree, overrides.join(' ') || 'without overrides', { plain: true, overrides })
  await commands.executeCommand('vscode.diff', left, right, `${name}: ${shown(tree.overrides)} ↔ ${shown(overrides)}`)
}

/** What is composed now beside what it was at the last commit. */
function compareWithCommit(tree: TreeAnswer): Thenable<unknown> {
  const name = treeName(tree)
  const left = documentUri(tree, 'last commit', { plain: true, commit: 'HEAD' })
  const right = documentUri(tree, 'composed', { plain: true })
  return commands.executeCommand('vscode.diff', left, right, `${name}: last commit ↔ now`)
}

function shown(overrides: readonly string[]): string {
  return overrides.length === 0 ? 'no overrides' : overrides.join(' ')
}

function documentUri(tree: TreeAnswer, kind: string, how: Partial<ComposedAsked>): Uri {
  return Uri.from(composedUri(`${treeName(tree)} (${kind})`, { tree: tree.tree, ...how }))
}

/** What a lens of the server asks for, in the words of the protocol. */
interface Place {
  readonly line: number
  readonly character: number
}

function showReferences(
  uri: string,
  at: Place,
  found: readonly { readonly uri: string; readonly range: { readonly start: Place; readonly end: Place } }[],
): Thenable<unknown> {
  const position = (place: Place): Position => new Position(place.line, place.character)
  const locations = found.map(
    ({ uri: file, range }) => new Location(Uri.parse(file), new Range(position(range.start), position(range.end))),
  )
  return commands.executeCommand('editor.action.showReferences', Uri.parse(uri), position(at), locations)
}
