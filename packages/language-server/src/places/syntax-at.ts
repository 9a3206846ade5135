import type { Source } from '@hydraconf/core'
import { defaultsIn, type WrittenDefault } from './defaults-places.js'
import { expressionAt, type WrittenExpression } from './expressions.js'
import { type Entry, entriesAt, isIn, type Span, structureOf } from './structure.js'

/** What stands at a place of a file. */
export type SyntaxNode =
  | { readonly kind: 'default'; readonly span: Span; readonly entry: WrittenDefault }
  | { readonly kind: 'expression'; readonly span: Span; readonly expression: WrittenExpression }
  /** A key, or the value behind it: the innermost. */
  | { readonly kind: 'key'; readonly span: Span; readonly entry: Entry }
  /** The line `# @package`. */
  | { readonly kind: 'header'; readonly span: Span }

export function syntaxAt(source: Source, offset: number): SyntaxNode | undefined {
  const expression = expressionAt(source, offset)
  if (expression !== undefined) return { kind: 'expression', span: expression.span, expression }
  const header = headerSpan(source)
  if (header !== undefined && isIn(header, offset)) return { kind: 'header', span: header }
  const around = entriesAt(structureOf(source).entries, offset)
  if (around[0]?.path[0] === 'defaults') {
    const entry = defaultsIn(source).find(({ span }) => isIn(span, offset))
    return entry === undefined ? undefined : { kind: 'default', span: entry.span, entry }
  }
  const entry = around.at(-1)
  if (entry === undefined) return undefined
  // Between the keys of a map nothing is meant.
  const isOnIt =
    (entry.key !== undefined && isIn(entry.key, offset)) ||
    (entry.children.length === 0 && entry.value !== undefined && isIn(entry.value, offset))
  return isOnIt ? { kind: 'key', span: entry.key ?? entry.value!, entry } : undefined
}

/** The line that says where a file lands. */
export function headerSpan({ text }: Source): Span | undefined {
  const line = /^[ \t]*#[ \t]*@package\b.*$/m.exec(text)
  return line === null ? undefined : { start: line.index, end: line.index + line[0].length }
}
