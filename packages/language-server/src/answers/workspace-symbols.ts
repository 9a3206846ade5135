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
      if (query === '') continue
      for (const { path, lowered, key } of keysOf(source)) {
        if (!isMeant(lowered)) continue
        found.push({ name: path, kind: SymbolKind.Property, containerName: name, location: at(key) })
      }
      yield
    }
  }
  return found.slice(0, MOST)
}

/** A list that nobody reads to its end. */
const MOST = 500

/** A key by its dotted path. */
interface NamedKey {
  readonly path: string
  readonly lowered: string
  readonly key: Span
}

const kept = new WeakMap<Source, readonly NamedKey[]>()

function keysOf(source: Source): readonly NamedKey[] {
  const known = kept.get(source)
  if (known !== undefined) return known
  const keys: NamedKey[] = []
  for (const { path, key } of allEntries(structureOf(source).entries)) {
    if (key === undefined || path[0] === 'defaults') continue
    const dotted = path.join('.')
    keys.push({ path: dotted, lowered: dotted.toLowerCase(), key })
  }
  kept.set(source, keys)
  return keys
}

/** Of texts in small letters: there are tens of thousands, the same for each letter that is typed. */
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
