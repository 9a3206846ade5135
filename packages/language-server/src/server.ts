import { isDeepStrictEqual } from 'node:util'
import {
  type ClientCapabilities,
  type Connection,
  DidChangeConfigurationNotification,
  DidChangeWorkspaceFoldersNotification,
  type InitializeParams,
  type InitializeResult,
  TextDocumentSyncKind,
  TextDocuments,
  type WorkspaceFolder,
} from 'vscode-languageserver'
import { TextDocument } from 'vscode-languageserver-textdocument'
import type { ClientActivity } from './client-activity.js'
import { pathOfUri, uriOfPath } from './documents/uris.js'
import { Checker } from './problems/checker.js'
import { answerRequests, CAPABILITIES } from './requests.js'
import { readPicked, readSettings, type Settings } from './settings.js'
import { whileQuiet } from './trees/in-slices.js'
import { Workspace, type WorkspaceEvents } from './trees/workspace.js'

/** What a server knows of its process. */
export interface ServerOptions {
  readonly cwd: string
  readonly env: Readonly<Record<string, string | undefined>>
  readonly version: string
  /** Whether no settings file of a project is ever run, whatever the client says. */
  readonly safe?: boolean | undefined
  /** Where it is noted that something comes from the client. */
  readonly activity: ClientActivity
}

/** Serves a client; ends when told, and sends nothing from then on. */
export function serve(connection: Connection, options: ServerOptions): { close(): void } {
  const documents = new TextDocuments(TextDocument)
  let settings: Settings = readSettings({ safe: options.safe === true })
  let capabilities: ClientCapabilities = {}
  let workspace: Workspace | undefined
  let isReady = (): void => {}
  const ready = new Promise<void>((resolve) => {
    isReady = resolve
  })
  let isClosed = false
  const onError = (message: string): void => {
    if (!isClosed) connection.console.error(message)
  }

  const checker = new Checker(
    () => settings,
    {
      publish(path, diagnostics) {
        if (!pulls(capabilities))
          void connection.sendDiagnostics({ uri: uriOfPath(path), diagnostics: [...diagnostics] })
      },
      onChecked() {
        if (pulls(capabilities)) connection.languages.diagnostics.refresh()
        if (capabilities.workspace?.inlayHint?.refreshSupport) void connection.languages.inlayHint.refresh()
        if (capabilities.workspace?.codeLens?.refreshSupport) void connection.sendRequest('workspace/codeLens/refresh')
      },
      onError,
    },
    whileQuiet(options.activity),
  )

  connection.onInitialize((params): InitializeResult => {
    capabilities = params.capabilities
    settings = withSafe(readSettings(params.initializationOptions, settings))
    const events: WorkspaceEvents = {
      onChange(open) {
        checker.request(open)
        if (isClosed || !followsChanges(capabilities)) return
        void connection.sendNotification('hydraconf/changed', { tree: uriOfPath(open.tree.folder) })
      },
      onOpened: (open) => void checker.opened(open),
      onError,
    }
    const picked = readPicked(params.initializationOptions)
    workspace = new Workspace(foldersOf(params, options.cwd), options.env, events, picked)
    answerRequests({ connection, workspace, checker, capabilities, ready })
    return {
      capabilities: {
        ...CAPABILITIES,
        positionEncoding: 'utf-16',
        workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
        textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
        ...(pulls(capabilities)
          ? { diagnosticProvider: { interFileDependencies: true, workspaceDiagnostics: true } }
          : {}),
      },
      serverInfo: { name: 'hydraconf', version: options.version },
    }
  })

  connection.onInitialized(async () => {
    if (capabilities.workspace?.didChangeConfiguration?.dynamicRegistration) {
      await connection.client.register(DidChangeConfigurationNotification.type, { section: 'hydraconf' })
    }
    settings = await asked(settings)
    await load()
    isReady()
  })

  connection.onDidChangeConfiguration(async ({ settings: sent }) => {
    const before = settings
    const section = (sent as { hydraconf?: unknown } | undefined)?.hydraconf
    settings = capabilities.workspace?.configuration ? await asked(settings) : withSafe(readSettings(section, settings))
    if (!isDeepStrictEqual(before, settings)) await load()
  })

  connection.onNotification(DidChangeWorkspaceFoldersNotification.type, async ({ event: { added, removed } }) => {
    workspace?.openFolders(added.flatMap(pathOfFolder), removed.flatMap(pathOfFolder))
    await load()
  })

  documents.onDidChangeContent(({ document }) => {
    const path = pathOfUri(document.uri)
    if (path !== undefined) workspace?.edit(path, document.getText())
  })
  documents.onDidClose(({ document }) => {
    const path = pathOfUri(document.uri)
    if (path !== undefined) workspace?.edit(path, undefined)
  })
  documents.listen(connection)

  connection.onShutdown(close)
  connection.listen()
  return { close }

  function close(): void {
    isClosed = true
    checker.close()
    workspace?.close()
  }

  async function load(): Promise<void> {
    await workspace?.load(settings)
    if (isClosed) workspace?.close()
    checker.keepOnly(workspace?.trees ?? [])
    // Nobody is typing yet.
    void checker.settled()
  }

  /** What the client says of the section, if it can be asked. */
  async function asked(known: Settings): Promise<Settings> {
    if (!capabilities.workspace?.configuration) return known
    return withSafe(readSettings(await connection.workspace.getConfiguration('hydraconf'), known))
  }

  function withSafe(read: Settings): Settings {
    return options.safe ? { ...read, safe: true } : read
  }
}

/** A client that pulls has to be told when to, or it would show what was wrong before. */
function pulls({ textDocument, workspace }: ClientCapabilities): boolean {
  return textDocument?.diagnostic !== undefined && workspace?.diagnostics?.refreshSupport === true
}

/** A client that shows composed configs says so, under `experimental`, and hears of every change. */
function followsChanges({ experimental }: ClientCapabilities): boolean {
  return (experimental as { hydraconf?: unknown } | undefined)?.hydraconf === true
}

function foldersOf({ workspaceFolders, rootUri, rootPath }: InitializeParams, cwd: string): readonly string[] {
  const folders = (workspaceFolders ?? []).flatMap(pathOfFolder)
  if (folders.length > 0) return folders
  return [(rootUri == null ? undefined : pathOfUri(rootUri)) ?? rootPath ?? cwd]
}

function pathOfFolder({ uri }: WorkspaceFolder): readonly string[] {
  const path = pathOfUri(uri)
  return path === undefined ? [] : [path]
}
