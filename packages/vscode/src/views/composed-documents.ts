import type { ComposedView } from '@hydraconf/language-server'
import {
  type Disposable,
  DocumentLink,
  type DocumentLinkProvider,
  EventEmitter,
  languages,
  Range,
  type TextDocument,
  type TextDocumentContentProvider,
  Uri,
  workspace,
} from 'vscode'
import { askedBy, SCHEME } from '../composed-uri.js'
import type { Requests } from '../requests.js'
import { composedText, linesAbove, linksOf } from '../shown.js'

/** Composed configs as documents: made when they are opened, made anew whenever their tree changes. */
export class ComposedDocuments implements TextDocumentContentProvider, DocumentLinkProvider {
  private readonly changed = new EventEmitter<Uri>()
  readonly onDidChange = this.changed.event
  private readonly shown = new Map<string, ComposedView>()

  constructor(private readonly requests: Requests) {}

  register(): Disposable[] {
    return [
      workspace.registerTextDocumentContentProvider(SCHEME, this),
      languages.registerDocumentLinkProvider({ scheme: SCHEME }, this),
      workspace.onDidCloseTextDocument(({ uri }) => this.shown.delete(uri.toString())),
    ]
  }

  /** A tree has changed: what is open of it is asked for again. */
  touch(tree: string): void {
    for (const { uri } of workspace.textDocuments) if (askedBy(uri)?.tree === tree) this.changed.fire(uri)
  }

  async provideTextDocumentContent(uri: Uri): Promise<string> {
    const asked = askedBy(uri)
    const view = asked === undefined ? null : await this.requests.composed(asked)
    if (view !== null) this.shown.set(uri.toString(), view)
    return composedText(view)
  }

  /** The files and lines that the values come from, asked for once the text is shown. */
  async provideDocumentLinks({ uri }: TextDocument): Promise<DocumentLink[]> {
    const asked = askedBy(uri)
    const view = this.shown.get(uri.toString())
    if (asked === undefined || view === undefined) return []
    const found = await this.requests.composedPlaces(asked)
    // It was another text meanwhile, whose own links are asked for.
    if (found === null || this.shown.get(uri.toString()) !== view) return []
    return linksOf(found, linesAbove(view)).map(({ line, start, end, target }) => {
      return new DocumentLink(new Range(line, start, line, end), Uri.parse(target))
    })
  }
}
