import { inlineText, isContainer, type Value } from '@hydraconf/core'
import type { InlayHint, Range } from 'vscode-languageserver'
import { offsetAt, positionAt } from '../documents/positions.js'
import { evaluateAt } from '../places/evaluating.js'
import { expressionsIn } from '../places/expressions.js'
import { nodeAt, placedPath } from '../places/placing.js'
import { allEntries, structureOf } from '../places/structure.js'
import { firstEntry, type TreeDocument } from '../trees/tree-document.js'

/** Behind an interpolation what it stands for; behind a value that a later config changes, what it comes to. */
export function inlayHints(document: TreeDocument, range: Range): InlayHint[] {
  const { source, seen } = document
  const landed = firstEntry(document)
  if (seen === undefined || landed === undefined) return []
  const composed = seen.composed.masked
  const [start, end] = [offsetAt(source, range.start), offsetAt(source, range.end)]
  const hint = (offset: number, label: string): InlayHint => ({
    position: positionAt(source, offset),
    label,
    paddingLeft: true,
  })
  const hints: InlayHint[] = []
  for (const { span, text, entry, within } of expressionsIn(source)) {
    if (within !== undefined || span.start < start || span.end > end) continue
    const evaluated = evaluateAt(composed, placedPath(landed, entry.path), text)
    if (evaluated?.kind === 'value') hints.push(hint(span.end, `= ${shown(evaluated.value)}`))
  }
  for (const { path, key, value, kind } of allEntries(structureOf(source).entries)) {
    if (kind !== 'scalar' || key === undefined || value === undefined || path[0] === 'defaults') continue
    if (value.start < start || value.end > end) continue
    const final = nodeAt(composed, placedPath(landed, path))?.value
    const isItself =
      final?.origin.source === source && final.origin.start >= value.start && final.origin.end <= value.end
    if (final === undefined || isItself || isContainer(final)) continue
    hints.push(hint(value.end, `→ ${shown(final)}`))
  }
  return hints
}

function shown(value: Value): string {
  return inlineText(value, 30)
}
