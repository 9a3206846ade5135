import type { Origin, Source } from '@hydraconf/core'
import { type Position, type Range, TextDocument } from 'vscode-languageserver-textdocument'

/**
 * Lines and columns as the protocol counts them: both from 0, the column in UTF-16 units, which are those of JavaScript's
 * strings and of every origin. All clients have to know them, so no other encoding is ever chosen.
 */
export function positionAt(source: Source, offset: number): Position {
  return documentOf(source).positionAt(offset)
}

export function offsetAt(source: Source, position: Position): number {
  return documentOf(source).offsetAt(position)
}

/** Where something is written. */
export function rangeOf({ source, start, end }: Origin): Range {
  const document = documentOf(source)
  return { start: document.positionAt(start), end: document.positionAt(Math.max(start, end)) }
}

const documents = new WeakMap<Source, TextDocument>()

/** The lines of a text are counted once. */
function documentOf(source: Source): TextDocument {
  const known = documents.get(source)
  if (known !== undefined) return known
  const made = TextDocument.create('', 'yaml', 0, source.text)
  documents.set(source, made)
  return made
}
