import { type SymbolInformation, SymbolKind } from 'vscode-languageserver'
import { rangeOf } from '../documents/positions.js'
import { uriOfPath } from '../documents/uris.js'
import { allEntries, structureOf } from '../places/structure.js'
import type { Tree } from '../trees/tree.js'

/** The configs and keys of the trees that have the letters of a query in them, in that order. */
export function workspaceSymbols(trees: readonly Tree[], query: string): SymbolInformation[] {
  const found: SymbolInformation[] = []
  const isMeant = matcher(query)
  for (const tree of trees) {
    for (const name of tree.configs) {
      if (found.length >= MOST) return found
      const source = tree.sourceOf(name)
      if (source === undefined) continue
      const uri = uriOfPath(tree.pathOf(name))
      if (isMeant(name)) {
        found.push({ name, kind: SymbolKind.File, location: { uri, range: rangeOf({ source, start: 0, end: 0 }) } })
      }
      if (query === '') continue
      for (const { path, key } of allEntries(structureOf(source).entries)) {
        if (key === undefined || path[0] === 'defaults' || !isMeant(path.join('.'))) continue
        const location = { uri, range: rangeOf({ source, ...key }) }
        found.push({ name: path.join('.'), kind: SymbolKind.Property, containerName: name, location })
      }
    }
  }
  return found.slice(0, MOST)
}

/** A list that nobody reads to its end. */
const MOST = 500

function matcher(query: string): (text: string) => boolean {
  const letters = [...query.toLowerCase()]
  return (text) => {
    let at = 0
    for (const letter of text.toLowerCase()) if (letter === letters[at]) at++
    return at === letters.length
  }
}
