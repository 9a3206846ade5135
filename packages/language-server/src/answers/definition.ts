import { type Origin, type Path, unlessRefused } from '@hydraconf/core'
import type { LocationLink, Position, Range } from 'vscode-languageserver'
import { offsetAt, rangeOf } from '../documents/positions.js'
import { uriOfPath } from '../documents/uris.js'
import type { WrittenDefault } from '../places/defaults-places.js'
import { evaluateAt } from '../places/evaluating.js'
import type { WrittenExpression } from '../places/expressions.js'
import { placedPath, targetPath } from '../places/placing.js'
import { pointedAt } from '../places/pointed-at.js'
import type { Entry, Span } from '../places/structure.js'
import { firstEntry, type LookedAt } from '../trees/looked-at.js'
import { chosenBy } from './chosen.js'
import { targetSource } from './target-source.js'

/**
 * Where the thing under the cursor is written: the file of a defaults entry; of an interpolation the value that wins, then
 * what other configs say of it; of a key the value that wins over this one.
 */
export function definition(looked: LookedAt, position: Position): LocationLink[] {
  const pointed = pointedAt(looked.source, offsetAt(looked.source, position))
  switch (pointed?.kind) {
    case 'default':
      return defaultLinks(pointed.entry, looked)
    case 'expression':
      return expressionLinks(pointed.expression, looked)
    case 'key':
      return keyLinks(pointed.entry, looked)
    default:
      return []
  }
}

function defaultLinks(written: WrittenDefault, looked: LookedAt): LocationLink[] {
  const span = written.span
  return chosenBy(written, looked)
    .filter(({ name }) => looked.tree.configs.includes(name))
    .map(({ name }) => fileLink(looked.tree.pathOf(name), span, looked))
}

function fileLink(path: string, from: Span, { source }: LookedAt): LocationLink {
  const start = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } }
  return {
    targetUri: uriOfPath(path),
    targetRange: start,
    targetSelectionRange: start,
    originSelectionRange: rangeOf({ source, ...from }),
  }
}

function expressionLinks(expression: WrittenExpression, looked: LookedAt): LocationLink[] {
  const landed = firstEntry(looked)
  if (landed === undefined || looked.seen === undefined) return []
  const path = placedPath(landed, expression.entry.path)
  const evaluated = evaluateAt(looked.seen.composed, path, expression.text)
  const { means } = expression
  const named = means?.kind === 'reference' ? [targetPath(path, means.dots, means.path)] : []
  const read: readonly Path[] = evaluated?.kind === 'value' ? evaluated.reads.slice(0, 1) : named
  return read.flatMap((target) => placesOf(target, expression.span, looked))
}

function keyLinks(entry: Entry, looked: LookedAt): LocationLink[] {
  if (entry.path.at(-1) === '_target_' && entry.value !== undefined) {
    const found = targetSource(looked.source.text.slice(entry.value.start, entry.value.end), looked.tree.project)
    if (found !== undefined) return [{ ...fileLink(found.path, entry.value, looked), ...found.range }]
  }
  const landed = firstEntry(looked)
  return landed === undefined ? [] : placesOf(placedPath(landed, entry.path), entry.key ?? entry.value!, looked)
}

/** Where a key is written: first the value that wins, then, backwards, what it won over. */
function placesOf(path: Path, from: Span, looked: LookedAt): LocationLink[] {
  const links = new Map<string, LocationLink>()
  for (const origin of originsOf(path, looked)) {
    const link = linkTo(origin, from, looked)
    if (link !== undefined) links.set(`${link.targetUri} ${origin.start}`, link)
  }
  return [...links.values()]
}

function originsOf(path: Path, { seen }: LookedAt): readonly Origin[] {
  const explanation = unlessRefused(() => seen!.composed.explain(path))
  if (explanation === undefined) return []
  const { origin, steps } = explanation
  const said = steps.flatMap((step) => (step.kind === 'layer' && step.says !== undefined ? [step.says.origin] : []))
  return [origin, ...said.reverse()]
}

function linkTo(origin: Origin, from: Span, { tree, source }: LookedAt): LocationLink | undefined {
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
