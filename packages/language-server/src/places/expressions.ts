import { parseTemplate, type Source } from '@hydraconf/core'
import { allEntries, type Entry, type Span, structureOf } from './structure.js'

/** A `${…}` in a file. */
export interface WrittenExpression {
  readonly span: Span
  /** As written, braces included. */
  readonly text: string
  /** The key that it is the value of, or a part of that. */
  readonly entry: Entry
  /** What it names or calls; undefined where it is not well formed. */
  readonly means: Meaning | undefined
  readonly within: WrittenExpression | undefined
}

export type Meaning =
  /** `${..a.b}`: `span` is that of `..a.b`. */
  | { readonly kind: 'reference'; readonly dots: number; readonly path: readonly string[]; readonly span: Span }
  /** `${oc.env:HOME}`: `span` is that of `oc.env`. */
  | { readonly kind: 'call'; readonly name: string; readonly span: Span }
  /** `${a.${b}}` */
  | { readonly kind: 'computed' }

const kept = new WeakMap<Source, readonly WrittenExpression[]>()

/** The interpolations of a file in the order of their texts, those around others first. */
export function expressionsIn(source: Source): readonly WrittenExpression[] {
  const known = kept.get(source)
  if (known !== undefined) return known
  const found = source.text.includes('${') ? [...expressionsAmong(source)] : []
  kept.set(source, found)
  return found
}

/** The innermost interpolation around an offset. */
export function expressionAt(source: Source, offset: number): WrittenExpression | undefined {
  return expressionsIn(source).findLast(({ span }) => offset >= span.start && offset < span.end)
}

function* expressionsAmong(source: Source): Generator<WrittenExpression> {
  for (const entry of allEntries(structureOf(source).entries)) {
    if (entry.kind === 'scalar' && entry.value !== undefined) yield* expressionsOf(source.text, entry.value, entry)
  }
}

/** Those in a stretch of a text. */
function* expressionsOf(
  text: string,
  { start, end }: Span,
  entry: Entry,
  within?: WrittenExpression,
): Generator<WrittenExpression> {
  for (let at = text.indexOf('${', start); at !== -1 && at < end; at = text.indexOf('${', at)) {
    if (isEscaped(text, at, start)) {
      at += 2
      continue
    }
    const close = closingBrace(text, at + 2, end)
    if (close === -1) return
    const span = { start: at, end: close + 1 }
    const written = text.slice(at, close + 1)
    const expression: WrittenExpression = { span, text: written, entry, means: meaningOf(written, at), within }
    yield expression
    yield* expressionsOf(text, { start: at + 2, end: close }, entry, expression)
    at = close + 1
  }
}

function isEscaped(text: string, at: number, start: number): boolean {
  let count = 0
  while (at - count > start && text[at - count - 1] === '\\') count++
  return count % 2 === 1
}

/** The brace that closes what is open, past nested ones and quoted texts; -1 where there is none. */
function closingBrace(text: string, from: number, end: number): number {
  let depth = 1
  let quote = ''
  for (let at = from; at < end; at++) {
    const char = text[at]!
    if (char === '\\') at++
    else if (quote !== '') quote = char === quote ? '' : quote
    else if (char === "'" || char === '"') quote = char
    else if (char === '{') depth++
    else if (char === '}' && --depth === 0) return at
  }
  return -1
}

//   ${..a.b}      ${oc.env:HOME,x}
//     ^^^^^         ^^^^^^
function meaningOf(text: string, start: number): Meaning | undefined {
  const inside = /^\$\{\s*/.exec(text)![0].length
  try {
    const [part] = parseTemplate(text).parts
    if (typeof part !== 'object') return undefined
    switch (part.kind) {
      case 'reference':
        return {
          kind: 'reference',
          dots: part.dots,
          path: part.path,
          span: { start: start + inside, end: start + inside + part.text.length },
        }
      case 'computed':
        return { kind: 'computed' }
      case 'call': {
        const name = text.slice(inside, text.indexOf(':')).trim()
        return {
          kind: 'call',
          name,
          span: { start: start + inside, end: start + inside + name.length },
        }
      }
      default:
        return undefined
    }
  } catch {
    return undefined
  }
}
