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
import type { LookedAt } from '../trees/looked-at.js'
import { type Meant, meantAt } from './meant.js'

/**
 * Where in the tree the thing under the cursor is named: of a key the files that set it and the interpolations that read it or
 * something below; of a config or group the defaults lists that choose it.
 */
export function references(looked: LookedAt, position: Position, withDeclaration: boolean): Location[] {
  const meant = meantAt(looked, offsetAt(looked.source, position))
  return meant === undefined ? [] : placesOf(meant, looked, withDeclaration)
}

export function placesOf(meant: Meant, looked: LookedAt, withDeclaration: boolean): Location[] {
  const locations: Location[] = []
  const files = meant.kind === 'key' ? filesNamingKey(looked, meant.path) : filesNamingConfig(looked, meant.name)
  for (const file of files) {
    for (const span of spansIn(file, meant, withDeclaration)) {
      locations.push({ uri: uriOfPath(file.path), range: rangeOf({ source: file.source, ...span }) })
    }
  }
  return locations
}

function* spansIn(file: TreeFile, meant: Meant, withDeclaration: boolean): Generator<Span> {
  switch (meant.kind) {
    case 'key': {
      if (withDeclaration) for (const { key } of entriesAtPath(file, meant.path)) if (key !== undefined) yield key
      for (const { expression, path } of readsOf(file)) if (startsWith(path, meant.path)) yield expression.span
      return
    }
    case 'config':
      for (const { written, name } of namedDefaults(file)) {
        if (written.kind === 'config' && name === meant.name) yield written.name.span
        for (const option of written.options) if (`${name}/${option.text}` === meant.name) yield option.span
      }
      return
    case 'group':
      for (const { written, name } of namedDefaults(file)) {
        if (written.kind === 'group' && name === meant.name) yield written.name.span
      }
  }
}
