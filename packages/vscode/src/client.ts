import { spawn } from 'node:child_process'
import { type ExtensionContext, workspace } from 'vscode'
import { LanguageClient, type LanguageClientOptions, type StaticFeature } from 'vscode-languageclient/node'
import type { PickedViews } from './shown.js'

/** Says, among what the client can do, that it shows composed configs: then the server tells of every change. */
const SHOWS_COMPOSED: StaticFeature = {
  fillClientCapabilities(capabilities) {
    capabilities.experimental = { ...(capabilities.experimental as object | undefined), hydraconf: true }
  },
  initialize() {},
  getState: () => ({ kind: 'static' }),
  clear() {},
}

/**
 * A client of the server that is packed beside it. A workspace that is not trusted has none of its programs run.
 *
 * @param picked what was picked in this workspace so far, asked for whenever the server begins
 */
export function makeClient({ extensionUri }: ExtensionContext, picked: () => PickedViews): LanguageClient {
  const server = `${extensionUri.fsPath}/dist/server.mjs`
  const start = async () =>
    spawn(process.execPath, [server, ...(workspace.isTrusted ? [] : ['--safe'])], {
      cwd: workspace.workspaceFolders?.[0]?.uri.fsPath,
      // Where VS Code is an Electron program, it is Node too.
      env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
    })
  const options: LanguageClientOptions = {
    documentSelector: [{ scheme: 'file', language: 'yaml' }],
    initializationOptions: () => ({ picked: picked() }),
  }
  const client = new LanguageClient('hydraconf', 'hydraconf', start, options)
  client.registerFeature(SHOWS_COMPOSED)
  return client
}
