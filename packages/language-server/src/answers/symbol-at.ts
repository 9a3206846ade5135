import { placedPath, targetPath } from '../places/placing.js'
import { isIn, type Span } from '../places/structure.js'
import { type SyntaxNode, syntaxAt } from '../places/syntax-at.js'
import { absoluteName } from '../places/tree-names.js'
import { firstEntry, type TreeDocument } from '../trees/tree-document.js'

/** What a name at a place stands for, wherever else in the tree it is named. */
export type TreeSymbol =
  /** A key of the composed config. */
  | { readonly kind: 'key'; readonly path: readonly string[]; readonly span: Span }
  /** A config of the tree: `db/mysql`. */
  | { readonly kind: 'config'; readonly name: string; readonly span: Span }
  /** A group: `db`. */
  | { readonly kind: 'group'; readonly name: string; readonly span: Span }

export function symbolAt(document: TreeDocument, offset: number): TreeSymbol | undefined {
  const syntax = syntaxAt(document.source, offset)
  return syntax === undefined ? undefined : meaningOf(syntax, document, offset)
}

function meaningOf(syntax: SyntaxNode, document: TreeDocument, offset: number): TreeSymbol | undefined {
  const landed = firstEntry(document)
  switch (syntax.kind) {
    case 'default': {
      const { name, options, kind } = syntax.entry
      const absolute = absoluteName(name.text, document.name)
      const option = options.find(({ span }) => isIn(span, offset))
      if (option !== undefined) return { kind: 'config', name: `${absolute}/${option.text}`, span: option.span }
      if (kind === 'self' || !isIn(name.span, offset)) return undefined
      return { kind: kind === 'group' ? 'group' : 'config', name: absolute, span: name.span }
    }
    case 'key': {
      const { key, path } = syntax.entry
      if (key === undefined || landed === undefined || !isIn(key, offset)) return undefined
      return { kind: 'key', path: placedPath(landed, path), span: key }
    }
    case 'expression': {
      const { means, entry } = syntax.expression
      if (means?.kind !== 'reference' || landed === undefined) return undefined
      const parts = partsOf(document.source.text, means.span)
      const at = parts?.findIndex((span) => isIn(span, offset)) ?? -1
      if (parts === undefined || at === -1) return undefined
      const target = targetPath(placedPath(landed, entry.path), means.dots, means.path)
      return { kind: 'key', path: target.slice(0, target.length - parts.length + at + 1), span: parts[at]! }
    }
    default:
      return undefined
  }
}

//   ..db.port
//     ^^ ^^^^   undefined where keys are in brackets: those are not written as they are named
export function partsOf(text: string, { start, end }: Span): readonly Span[] | undefined {
  const written = text.slice(start, end)
  if (written.includes('[')) return undefined
  return [...written.matchAll(/[^.\s]+/g)].map(({ 0: part, index }) => ({
    start: start + index,
    end: start + index + part.length,
  }))
}
