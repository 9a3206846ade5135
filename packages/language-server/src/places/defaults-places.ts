import type { Source } from '@hydraconf/core'
import { type Entry, entryAt, type Span, structureOf } from './structure.js'

/** An entry of a defaults list, with where each part of it is written. */
export interface WrittenDefault {
  readonly kind: 'self' | 'config' | 'group'
  readonly span: Span
  readonly keywords: readonly Word[]
  /** The group (`/db`), or the path of a config. */
  readonly name: Word
  /** Behind the `@`. */
  readonly package: Word | undefined
  /** What is chosen: none for `null` and `???`, several for a list. */
  readonly options: readonly Word[]
}

/** A word of a text, and where it stands. */
export interface Word {
  readonly text: string
  readonly span: Span
}

const kept = new WeakMap<Source, readonly WrittenDefault[]>()

/** The defaults list of a file, as far as it can be made out. */
export function defaultsIn(source: Source): readonly WrittenDefault[] {
  const known = kept.get(source)
  if (known !== undefined) return known
  const list = entryAt(structureOf(source).entries, ['defaults'])
  const found = (list?.children ?? []).flatMap((item) => writtenDefault(source.text, item) ?? [])
  kept.set(source, found)
  return found
}

//   - optional override db/engine@source: mysql
//     ^^^^^^^^ ^^^^^^^^ ^^^^^^^^^ ^^^^^^  ^^^^^
function writtenDefault(text: string, item: Entry): WrittenDefault | undefined {
  const [pair] = item.children
  if (item.kind === 'scalar' && item.value !== undefined) {
    const { name, package: pkg } = partsOf(text, item.value)
    const kind = name.text === '_self_' ? 'self' : 'config'
    return { kind, span: item.value, keywords: [], name, package: pkg, options: [] }
  }
  if (pair?.key === undefined) return undefined
  const { keywords, name, package: pkg } = partsOf(text, pair.key)
  const span = { start: pair.key.start, end: (pair.value ?? pair.key).end }
  return { kind: 'group', span, keywords, name, package: pkg, options: optionsOf(text, pair) }
}

function optionsOf(text: string, pair: Entry): readonly Word[] {
  const written = pair.kind === 'list' ? pair.children : [pair]
  return written.flatMap(({ kind, value }) => {
    if (kind !== 'scalar' || value === undefined) return []
    const word = unquoted(text, value)
    return word.text === 'null' || word.text === '~' || word.text === '???' ? [] : [word]
  })
}

function partsOf(text: string, span: Span): Pick<WrittenDefault, 'keywords' | 'name' | 'package'> {
  const words = wordsOf(unquoted(text, span))
  const last = words.pop() ?? { text: '', span }
  const at = last.text.indexOf('@')
  if (at === -1) return { keywords: words, name: last, package: undefined }
  const { start, end } = last.span
  return {
    keywords: words,
    name: { text: last.text.slice(0, at), span: { start, end: start + at } },
    package: { text: last.text.slice(at + 1), span: { start: start + at + 1, end } },
  }
}

function wordsOf({ text, span }: Word): Word[] {
  return [...text.matchAll(/\S+/g)].map(({ 0: word, index }) => {
    const start = span.start + index
    return { text: word, span: { start, end: start + word.length } }
  })
}

function unquoted(text: string, { start, end }: Span): Word {
  const written = text.slice(start, end)
  const isQuoted = /^(['"]).*\1$/s.test(written)
  return isQuoted
    ? { text: written.slice(1, -1), span: { start: start + 1, end: end - 1 } }
    : { text: written, span: { start, end } }
}
