import type { Source } from '@hydraconf/core'
import { type SymbolInformation, SymbolKind } from 'vscode-languageserver'
import { rangeOf } from '../documents/positions.js'
import { uriOfPath } from '../documents/uris.js'
import { allEntries, type Span, structureOf } from '../places/structure.js'
import type { Tree } from '../trees/tree.js'

/**
 * The configs and keys of the trees that have the letters of a query in them, in that order. All texts are read for it: that
 * takes a while the first time, and stops after each.
 */
export function* workspaceSymbols(trees: readonly Tree[], query: string): Generator<void, SymbolInformation[]> {
  const found: SymbolInformation[] = []
  const isMeant = matcher(query)
  for (const tree of trees) {
    for (const name of tree.configs) {
      if (found.length >= MOST) return found
      const source = tree.sourceOf(name)
      if (source === undefined) continue
      let uri: string | undefined
      const at = (span: Span) => {
        uri ??= uriOfPath(tree.pathOf(name))
        return { uri, range: rangeOf({ source, ...span }) }
      }
      if (isMeant(name.toLowerCase())) found.push({ name, kind: SymbolKind.File, location: at({ start: 0, end: 0 }) })
      if (query !== '') {
        for (const { path, key } of keysLike(query, keysOf(source))) {
          found.push({ name: path, kind: SymbolKind.Property, containerName: name, location: at(key) })
        }
      }
      yield
    }
  }
  return found.slice(0, MOST)
}

/** A list that nobody reads to its end. */
const MOST = 500

/** The keys of a text by their dotted paths, those of defaults lists left out. */
interface NamedKeys {
  readonly paths: readonly string[]
  readonly keys: readonly Span[]
  /** Which letters there are in each path, and in any of them. */
  readonly letters: Uint32Array
  readonly allLetters: number
}

const kept = new WeakMap<Source, NamedKeys>()

function keysOf(source: Source): NamedKeys {
  const known = kept.get(source)
  if (known !== undefined) return known
  const paths: string[] = []
  const keys: Span[] = []
  for (const { path, key } of allEntries(structureOf(source).entries)) {
    if (key === undefined || path[0] === 'defaults') continue
    paths.push(path.join('.'))
    keys.push(key)
  }
  const letters = Uint32Array.from(paths, lettersIn)
  const made = { paths, keys, letters, allLetters: letters.reduce((all, each) => all | each, 0) }
  kept.set(source, made)
  return made
}

/** There are tens of thousands of keys, and few have all the letters: only those are looked at one by one. */
function* keysLike(
  query: string,
  { paths, keys, letters, allLetters }: NamedKeys,
): Generator<{ readonly path: string; readonly key: Span }> {
  const wanted = lettersIn(query)
  if ((allLetters & wanted) !== wanted) return
  const isMeant = matcher(query)
  for (let at = 0; at < paths.length; at++) {
    if ((letters[at]! & wanted) !== wanted || !isMeant(paths[at]!.toLowerCase())) continue
    yield { path: paths[at]!, key: keys[at]! }
  }
}

/** The letters of a text as bits: no text has those of another in it that has a bit more. */
function lettersIn(text: string): number {
  const lowered = text.toLowerCase()
  let bits = 0
  for (let at = 0; at < lowered.length; at++) bits |= 1 << (lowered.charCodeAt(at) & 31)
  return bits
}

/** Of texts in small letters. */
function matcher(query: string): (lowered: string) => boolean {
  const letters = query.toLowerCase()
  return (among) => {
    let from = 0
    for (const letter of letters) {
      from = among.indexOf(letter, from) + 1
      if (from === 0) return false
    }
    return true
  }
}
