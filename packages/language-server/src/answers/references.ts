import type { Location, Position } from 'vscode-languageserver'
import { offsetAt, rangeOf } from '../documents/positions.js'
import { uriOfPath } from '../documents/uris.js'
import type { Span } from '../places/structure.js'
import {
  entriesAtPath,
  filesNamingConfig,
  filesNamingKey,
  namedDefaults,
  readsOf,
  startsWith,
  type TreeFile,
} from '../places/tree-places.js'
import type { TreeDocument } from '../trees/tree-document.js'
import { symbolAt, type TreeSymbol } from './symbol-at.js'

/**
 * Where in the tree the thing under the cursor is named: of a key the files that set it and the interpolations that read it or
 * something below; of a config or group the defaults lists that choose it.
 */
export function references(document: TreeDocument, position: Position, withDeclaration: boolean): Location[] {
  const symbol = symbolAt(document, offsetAt(document.source, position))
  return symbol === undefined ? [] : placesOf(symbol, document, withDeclaration)
}

export function placesOf(symbol: TreeSymbol, document: TreeDocument, withDeclaration: boolean): Location[] {
  const locations: Location[] = []
  const files = symbol.kind === 'key' ? filesNamingKey(document, symbol.path) : filesNamingConfig(document, symbol.name)
  for (const file of files) {
    for (const span of spansIn(file, symbol, withDeclaration)) {
      locations.push({ uri: uriOfPath(file.path), range: rangeOf({ source: file.source, ...span }) })
    }
  }
  return locations
}

function* spansIn(file: TreeFile, symbol: TreeSymbol, withDeclaration: boolean): Generator<Span> {
  switch (symbol.kind) {
    case 'key': {
      if (withDeclaration) for (const { key } of entriesAtPath(file, symbol.path)) if (key !== undefined) yield key
      for (const { expression, path } of readsOf(file)) if (startsWith(path, symbol.path)) yield expression.span
      return
    }
    case 'config':
      for (const { written, name } of namedDefaults(file)) {
        if (written.kind === 'config' && name === symbol.name) yield written.name.span
        for (const option of written.options) if (`${name}/${option.text}` === symbol.name) yield option.span
      }
      return
    case 'group':
      for (const { written, name } of namedDefaults(file)) {
        if (written.kind === 'group' && name === symbol.name) yield written.name.span
      }
  }
}
