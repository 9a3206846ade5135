import {
  CodeActionKind,
  type Definition,
  DocumentDiagnosticReportKind,
  type LocationLink,
  MarkupKind,
  MessageType,
  type ServerCapabilities,
  ShowMessageNotification,
} from 'vscode-languageserver'
import { codeActions } from './answers/code-actions.js'
import { codeLenses } from './answers/code-lenses.js'
import { definition } from './answers/definition.js'
import { foldingRanges } from './answers/folding.js'
import { hover } from './answers/hover.js'
import { inlayHints } from './answers/inlay-hints.js'
import { documentLinks } from './answers/links.js'
import { references } from './answers/references.js'
import { prepareRename, rename } from './answers/rename.js'
import { semanticTokens, TOKEN_LEGEND } from './answers/semantic-tokens.js'
import { documentSymbols } from './answers/symbols.js'
import { workspaceSymbols } from './answers/workspace-symbols.js'
import { complete } from './completion/complete.js'
import { pathOfUri, uriOfPath } from './documents/uris.js'
import { refusing, type ServerContext } from './server-context.js'
import { inSlices } from './trees/in-slices.js'
import type { TreeDocument } from './trees/tree-document.js'
import { answerViewRequests, VIEW_COMMANDS } from './view-requests.js'

/** What the server can do, whatever the client can. */
export const CAPABILITIES: ServerCapabilities = {
  hoverProvider: true,
  definitionProvider: true,
  completionProvider: { triggerCharacters: ['{', '.', ':', ' ', '/', '@', '-'] },
  documentSymbolProvider: true,
  documentLinkProvider: {},
  referencesProvider: true,
  renameProvider: { prepareProvider: true },
  codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix] },
  inlayHintProvider: true,
  codeLensProvider: {},
  semanticTokensProvider: { legend: TOKEN_LEGEND, full: true },
  foldingRangeProvider: true,
  workspaceSymbolProvider: true,
  executeCommandProvider: { commands: [...VIEW_COMMANDS] },
}

/** Each request of the protocol, and the function that answers it. */
export function answerRequests(server: ServerContext): void {
  const { connection, workspace, checker, capabilities, ready } = server
  const { textDocument = {} } = capabilities
  const kind =
    textDocument.hover?.contentFormat?.[0] === MarkupKind.Markdown ? MarkupKind.Markdown : MarkupKind.PlainText

  const { workspaceEdit = {} } = capabilities.workspace ?? {}
  const can = {
    documentChanges: workspaceEdit.documentChanges === true,
    renamesFiles: workspaceEdit.resourceOperations?.includes('rename') === true,
  }

  const of = async <T>(uri: string, answer: (document: TreeDocument) => T): Promise<T | undefined> => {
    await ready
    const path = pathOfUri(uri)
    const document = path === undefined ? undefined : workspace.look(path)
    return document === undefined ? undefined : refusing(() => answer(document))
  }

  connection.onHover(({ textDocument, position }) => of(textDocument.uri, (file) => hover(file, position, kind)))
  connection.onDefinition(async ({ textDocument: { uri }, position }) => {
    const links = (await of(uri, (file) => definition(file, position))) ?? []
    // An array of links is no `Definition` to the types of the library, though it is one to the protocol.
    return (textDocument.definition?.linkSupport ? links : links.map(withoutOrigin)) as Definition
  })
  connection.onCompletion(({ textDocument, position }) => of(textDocument.uri, (file) => complete(file, position)))
  connection.onDocumentSymbol(({ textDocument }) => of(textDocument.uri, ({ source }) => documentSymbols(source)))
  connection.onReferences(({ textDocument, position, context }) =>
    of(textDocument.uri, (file) => references(file, position, context.includeDeclaration)),
  )
  connection.onPrepareRename(({ textDocument, position }) =>
    of(textDocument.uri, (file) => prepareRename(file, position)),
  )
  connection.onRenameRequest(async ({ textDocument, position, newName }) => {
    const renaming = await of(textDocument.uri, (file) => rename(file, position, newName, can))
    if (renaming === undefined) return null
    const { edit, unreached } = renaming
    if (unreached.length > 0) {
      const message = `Look at these yourself: ${unreached.join(', ')}`
      void connection.sendNotification(ShowMessageNotification.type, { type: MessageType.Warning, message })
    }
    return edit
  })
  connection.onCodeAction(({ textDocument, context }) =>
    of(textDocument.uri, (file) => codeActions(file, context.diagnostics)),
  )
  connection.languages.inlayHint.on(({ textDocument, range }) =>
    of(textDocument.uri, (file) => inlayHints(file, range)),
  )
  connection.onCodeLens(({ textDocument }) => of(textDocument.uri, codeLenses))
  connection.languages.semanticTokens.on(
    async ({ textDocument }) => (await of(textDocument.uri, ({ source }) => semanticTokens(source))) ?? { data: [] },
  )
  connection.onFoldingRanges(({ textDocument }) => of(textDocument.uri, ({ source }) => foldingRanges(source)))
  connection.onWorkspaceSymbol(async ({ query }, cancelled) => {
    await ready
    const trees = workspace.trees.map(({ tree }) => tree)
    return inSlices(workspaceSymbols(trees, query), () => cancelled.isCancellationRequested)
  })
  connection.onDocumentLinks(({ textDocument }) => of(textDocument.uri, documentLinks))

  connection.languages.diagnostics.on(async ({ textDocument }) => {
    await ready
    // What the rest of the tree has to say of it comes with a refresh.
    await checker.looked()
    const path = pathOfUri(textDocument.uri)
    return { kind: DocumentDiagnosticReportKind.Full, items: path === undefined ? [] : [...checker.of(path)] }
  })
  connection.languages.diagnostics.onWorkspace(async () => {
    await ready
    await checker.settled()
    const items = [...checker.paths()].map((path) => ({
      kind: DocumentDiagnosticReportKind.Full as typeof DocumentDiagnosticReportKind.Full,
      uri: uriOfPath(path),
      version: null,
      items: [...checker.of(path)],
    }))
    return { items }
  })
  answerViewRequests(server)
}

function withoutOrigin({ targetUri, targetSelectionRange }: LocationLink): {
  uri: string
  range: LocationLink['targetRange']
} {
  return { uri: targetUri, range: targetSelectionRange }
}
