import type { Source } from '@hydraconf/core'
import { type DocumentSymbol, SymbolKind } from 'vscode-languageserver'
import { rangeOf } from '../documents/positions.js'
import { defaultsIn } from '../places/defaults-places.js'
import { type Entry, structureOf, wholeOf } from '../places/structure.js'

/** The outline of a file: its keys as they are nested, and the entries of its defaults list. */
export function documentSymbols(source: Source): DocumentSymbol[] {
  return structureOf(source).entries.map((entry) =>
    entry.path[0] === 'defaults' ? defaultsSymbol(source, entry) : symbolOf(source, entry),
  )
}

function symbolOf(source: Source, entry: Entry): DocumentSymbol {
  const { path, key, value, kind, children } = entry
  const text = kind === 'scalar' && value !== undefined ? source.text.slice(value.start, value.end) : ''
  return {
    name: path.at(-1) || ' ',
    detail: text.length > MOST ? `${text.slice(0, MOST)}…` : text,
    kind: KINDS[kind],
    range: rangeOf({ source, ...wholeOf(entry) }),
    selectionRange: rangeOf({ source, ...(key ?? value!) }),
    children: children.map((child) => symbolOf(source, child)),
  }
}

const MOST = 60

const KINDS: Readonly<Record<Entry['kind'], SymbolKind>> = {
  map: SymbolKind.Module,
  list: SymbolKind.Array,
  scalar: SymbolKind.Property,
  alias: SymbolKind.Property,
  nothing: SymbolKind.Null,
}

function defaultsSymbol(source: Source, entry: Entry): DocumentSymbol {
  const children = defaultsIn(source).map(({ span, name, options }) => {
    const range = rangeOf({ source, ...span })
    const detail = options.map(({ text }) => text).join(', ')
    return { name: name.text || ' ', detail, kind: SymbolKind.Enum, range, selectionRange: range }
  })
  return { ...symbolOf(source, entry), kind: SymbolKind.Array, children }
}
