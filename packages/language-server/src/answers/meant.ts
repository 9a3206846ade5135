import { placedPath, targetPath } from '../places/placing.js'
import { type Pointed, pointedAt } from '../places/pointed-at.js'
import { isIn, type Span } from '../places/structure.js'
import { absoluteName } from '../places/tree-names.js'
import { firstEntry, type LookedAt } from '../trees/looked-at.js'

/** What a name at a place stands for, wherever else in the tree it is named. */
export type Meant =
  /** A key of the composed config. */
  | { readonly kind: 'key'; readonly path: readonly string[]; readonly span: Span }
  /** A config of the tree: `db/mysql`. */
  | { readonly kind: 'config'; readonly name: string; readonly span: Span }
  /** A group: `db`. */
  | { readonly kind: 'group'; readonly name: string; readonly span: Span }

export function meantAt(looked: LookedAt, offset: number): Meant | undefined {
  const pointed = pointedAt(looked.source, offset)
  return pointed === undefined ? undefined : meaningOf(pointed, looked, offset)
}

function meaningOf(pointed: Pointed, looked: LookedAt, offset: number): Meant | undefined {
  const landed = firstEntry(looked)
  switch (pointed.kind) {
    case 'default': {
      const { name, options, kind } = pointed.entry
      const absolute = absoluteName(name.text, looked.name)
      const option = options.find(({ span }) => isIn(span, offset))
      if (option !== undefined) return { kind: 'config', name: `${absolute}/${option.text}`, span: option.span }
      if (kind === 'self' || !isIn(name.span, offset)) return undefined
      return { kind: kind === 'group' ? 'group' : 'config', name: absolute, span: name.span }
    }
    case 'key': {
      const { key, path } = pointed.entry
      if (key === undefined || landed === undefined || !isIn(key, offset)) return undefined
      return { kind: 'key', path: placedPath(landed, path), span: key }
    }
    case 'expression': {
      const { means, entry } = pointed.expression
      if (means?.kind !== 'reference' || landed === undefined) return undefined
      const parts = partsOf(looked.source.text, means.span)
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
