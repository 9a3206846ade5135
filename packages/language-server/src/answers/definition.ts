import { type Origin, type Path, unlessRefused } from '@hydraconf/core'
import type { LocationLink, Position, Range } from 'vscode-languageserver'
import { offsetAt, rangeOf } from '../documents/positions.js'
import { uriOfPath } from '../documents/uris.js'
import type { WrittenDefault } from '../places/defaults-places.js'
import { evaluateAt } from '../places/evaluating.js'
import type { WrittenExpression } from '../places/expressions.js'
import { placedPath, targetPath } from '../places/placing.js'
import type { Entry, Span } from '../places/structure.js'
import { syntaxAt } from '../places/syntax-at.js'
import { firstEntry, type TreeDocument } from '../trees/tree-document.js'
import { chosenBy } from './chosen-configs.js'
import { targetSource } from './target-source.js'

/**
 * Where the thing under the cursor is written: the file of a defaults entry; of an interpolation the value that wins, then
 * what other configs say of it; of a key the value that wins over this one.
 */
export function definition(document: TreeDocument, position: Position): LocationLink[] {
  const syntax = syntaxAt(document.source, offsetAt(document.source, position))
  switch (syntax?.kind) {
    case 'default':
      return defaultLinks(syntax.entry, document)
    case 'expression':
      return expressionLinks(syntax.expression, document)
    case 'key':
      return keyLinks(syntax.entry, document)
    default:
      return []
  }
}

function defaultLinks(written: WrittenDefault, document: TreeDocument): LocationLink[] {
  const span = written.span
  return chosenBy(written, document)
    .filter(({ name }) => document.tree.configs.includes(name))
    .map(({ name }) => fileLink(document.tree.pathOf(name), span, document))
}

function fileLink(path: string, from: Span, { source }: TreeDocument): LocationLink {
  const start = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } }
  return {
    targetUri: uriOfPath(path),
    targetRange: start,
    targetSelectionRange: start,
    originSelectionRange: rangeOf({ source, ...from }),
  }
}

function expressionLinks(expression: WrittenExpression, document: TreeDocument): LocationLink[] {
  const landed = firstEntry(document)
  if (landed === undefined || document.seen === undefined) return []
  const path = placedPath(landed, expression.entry.path)
  const evaluated = evaluateAt(document.seen.composed, path, expression.text)
  const { means } = expression
  const named = means?.kind === 'reference' ? [targetPath(path, means.dots, means.path)] : []
  const read: readonly Path[] = evaluated?.kind === 'value' ? evaluated.reads.slice(0, 1) : named
  return read.flatMap((target) => placesOf(target, expression.span, document))
}

function keyLinks(entry: Entry, document: TreeDocument): LocationLink[] {
  if (entry.path.at(-1) === '_target_' && entry.value !== undefined) {
    const found = targetSource(document.source.text.slice(entry.value.start, entry.value.end), document.tree.project)
    if (found !== undefined) return [{ ...fileLink(found.path, entry.value, document), ...found.range }]
  }
  const landed = firstEntry(document)
  return landed === undefined ? [] : placesOf(placedPath(landed, entry.path), entry.key ?? entry.value!, document)
}

/** Where a key is written: first the value that wins, then, backwards, what it won over. */
function placesOf(path: Path, from: Span, document: TreeDocument): LocationLink[] {
  const links = new Map<string, LocationLink>()
  for (const origin of originsOf(path, document)) {
    const link = linkTo(origin, from, document)
    if (link !== undefined) links.set(`${link.targetUri} ${origin.start}`, link)
  }
  return [...links.values()]
}

function originsOf(path: Path, { seen }: TreeDocument): readonly Origin[] {
  const explanation = unlessRefused(() => seen!.composed.explain(path))
  if (explanation === undefined) return []
  const { origin, steps } = explanation
  const said = steps.flatMap((step) => (step.kind === 'layer' && step.says !== undefined ? [step.says.origin] : []))
  return [origin, ...said.reverse()]
}

function linkTo(origin: Origin, from: Span, { tree, source }: TreeDocument): LocationLink | undefined {
  const path = tree.pathOfSource(origin.source)
  if (path === undefined) return undefined
  const range: Range = rangeOf(origin)
  return {
    targetUri: uriOfPath(path),
    targetRange: range,
    targetSelectionRange: { start: range.start, end: range.start },
    originSelectionRange: rangeOf({ source, ...from }),
  }
}
