import { commands, type ExtensionContext, window, workspace } from 'vscode'
import type { LanguageClient } from 'vscode-languageclient/node'
import { makeClient } from './client.js'
import { registerCommands } from './commands.js'
import { requestsOf } from './requests.js'
import { type PickedViews, pickedViews } from './shown.js'
import { ComposedDocuments } from './views/composed-documents.js'
import { DefaultsTree } from './views/defaults-tree.js'
import { statusBar } from './views/status.js'
import { Trees } from './views/trees.js'

/** What VS Code calls when a YAML file is opened. Everything that it starts ends with the context. */
export async function activate(context: ExtensionContext): Promise<void> {
  const { workspaceState } = context
  const client = makeClient(context, () => workspaceState.get<PickedViews>(PICKED) ?? {})
  const requests = requestsOf((method, params) => client.sendRequest(method, params))
  const trees = new Trees(requests)
  const composed = new ComposedDocuments(requests)

  client.onNotification('hydraconf/changed', ({ tree }: { readonly tree: string }) => {
    composed.touch(tree)
    void trees.refresh()
  })
  context.subscriptions.push(
    { dispose: () => void client.stop() },
    trees.onDidChange(() => void workspaceState.update(PICKED, pickedViews(trees.all))),
    trees.onDidMove(() => {
      void commands.executeCommand('setContext', 'hydraconf.hasTrees', trees.all.length > 0)
      void commands.executeCommand('setContext', 'hydraconf.isConfig', trees.inFront !== undefined)
    }),
    window.onDidChangeActiveTextEditor(() => trees.follow()),
    window.registerTreeDataProvider('hydraconf.trees', new DefaultsTree(trees, requests)),
    ...composed.register(),
    ...statusBar(trees),
    ...registerCommands(trees, requests),
    commands.registerCommand('hydraconf.restart', () => restart(client, trees)),
    workspace.onDidGrantWorkspaceTrust(() => restart(client, trees)),
  )
  await client.start()
  await trees.refresh()
}

/** Where a workspace remembers what was picked in it. */
const PICKED = 'hydraconf.picked'

async function restart(client: LanguageClient, trees: Trees): Promise<void> {
  await client.restart()
  await trees.refresh()
}
