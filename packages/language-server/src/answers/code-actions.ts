import { closeMatches } from '@hydraconf/core'
import { type CodeAction, CodeActionKind, type Diagnostic, type TextEdit } from 'vscode-languageserver'
import { offsetAt, positionAt, rangeOf } from '../documents/positions.js'
import { uriOfPath } from '../documents/uris.js'
import { expressionsIn } from '../places/expressions.js'
import type { DiagnosticData } from '../problems/diagnostics.js'
import type { LookedAt } from '../trees/looked-at.js'

/** What mends the problems at a place: what `check --fix` would do, and what may have been meant. */
export function codeActions(looked: LookedAt, diagnostics: readonly Diagnostic[]): CodeAction[] {
  return diagnostics.flatMap((diagnostic) => {
    const { fix, meant = [] } = (diagnostic.data ?? {}) as DiagnosticData
    const replacing = meant.flatMap((word, at) => {
      const edit = replacement(looked, diagnostic, word)
      return edit === undefined ? [] : [action(`Change to ${edit.newText}`, diagnostic, edit, looked, at === 0)]
    })
    if (fix === undefined) return replacing
    const at = positionAt(looked.source, fix.offset)
    const edit = { range: { start: at, end: at }, newText: fix.insert }
    return [action(fix.title, diagnostic, edit, looked, true), ...replacing]
  })
}

function action(
  title: string,
  diagnostic: Diagnostic,
  edit: TextEdit,
  { path }: LookedAt,
  isPreferred: boolean,
): CodeAction {
  const changes = { [uriOfPath(path)]: [edit] }
  return { title, kind: CodeActionKind.QuickFix, diagnostics: [diagnostic], isPreferred, edit: { changes } }
}

/** The word itself, or the reference in the text that is marked. */
function replacement({ source }: LookedAt, { range, code }: Diagnostic, word: string): TextEdit | undefined {
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
