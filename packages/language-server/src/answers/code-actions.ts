import { closeMatches } from '@hydraconf/core'
import { type CodeAction, CodeActionKind, type Diagnostic, type TextEdit } from 'vscode-languageserver'
import { offsetAt, positionAt, rangeOf } from '../documents/positions.js'
import { uriOfPath } from '../documents/uris.js'
import { expressionsIn } from '../places/expressions.js'
import type { DiagnosticData } from '../problems/diagnostics.js'
import type { TreeDocument } from '../trees/tree-document.js'

/** What mends the problems at a place: what `check --fix` would do, and what may have been meant. */
export function codeActions(document: TreeDocument, diagnostics: readonly Diagnostic[]): CodeAction[] {
  return diagnostics.flatMap((diagnostic) => {
    const { fix, meant = [] } = (diagnostic.data ?? {}) as DiagnosticData
    const replacing = meant.flatMap((word, at) => {
      const edit = replacement(document, diagnostic, word)
      return edit === undefined ? [] : [action(`Change to ${edit.newText}`, diagnostic, edit, document, at === 0)]
    })
    if (fix === undefined) return replacing
    const at = positionAt(document.source, fix.offset)
    const edit = { range: { start: at, end: at }, newText: fix.insert }
    return [action(fix.title, diagnostic, edit, document, true), ...replacing]
  })
}

function action(
  title: string,
  diagnostic: Diagnostic,
  edit: TextEdit,
  { path }: TreeDocument,
  isPreferred: boolean,
): CodeAction {
  const changes = { [uriOfPath(path)]: [edit] }
  return { title, kind: CodeActionKind.QuickFix, diagnostics: [diagnostic], isPreferred, edit: { changes } }
}

/** The word itself, or the reference in the text that is marked. */
function replacement({ source }: TreeDocument, { range, code }: Diagnostic, word: string): TextEdit | undefined {
  if (code !== 'interpolation-key-not-found') return { range, newText: word }
  const start = offsetAt(source, range.start)
  const end = offsetAt(source, range.end)
  const references = expressionsIn(source)
    .filter(({ span }) => span.start >= start && span.end <= end)
    .flatMap(({ means }) => (means?.kind === 'reference' ? [means.span] : []))
  const texts = references.map((span) => source.text.slice(span.start, span.end))
  const [nearest] = closeMatches(
    word,
    texts.filter((text) => text !== word),
  )
  const span = references[Math.max(0, texts.indexOf(nearest ?? ''))]
  return span === undefined ? undefined : { range: rangeOf({ source, ...span }), newText: word }
}
