import { dirname, join } from 'node:path'
import { raise, type Source } from '@hydraconf/core'
import type { Position, Range, TextEdit, WorkspaceEdit } from 'vscode-languageserver'
import { offsetAt, rangeOf } from '../documents/positions.js'
import { uriOfPath } from '../documents/uris.js'
import { editorRenamesNoFiles } from '../messages.js'
import { expressionsIn } from '../places/expressions.js'
import type { Span } from '../places/structure.js'
import {
  entriesAtPath,
  filesNamingConfig,
  filesNamingKey,
  filesOf,
  filesWithExpressions,
  namedDefaults,
  readsOf,
  startsWith,
  type TreeFile,
} from '../places/tree-places.js'
import type { TreeDocument } from '../trees/tree-document.js'
import { refuseNewName } from './new-name.js'
import { partsOf, symbolAt, type TreeSymbol } from './symbol-at.js'

/** What a renaming changes, and what of it is for a person to look at. */
export interface Renaming {
  readonly edit: WorkspaceEdit
  /** Places that may name the same, and whose text does not say so. */
  readonly unreached: readonly string[]
}

/** What would be renamed; null where nothing can be. */
export function prepareRename(
  document: TreeDocument,
  position: Position,
): { range: Range; placeholder: string } | null {
  const { source } = document
  const symbol = symbolAt(document, offsetAt(source, position))
  if (symbol === undefined || (symbol.kind === 'key' && symbol.path[0] === 'hydra')) return null
  const span = wordOf(symbol, source.text)
  return { range: rangeOf({ source, ...span }), placeholder: source.text.slice(span.start, span.end) }
}

/**
 * Renames a key in every file that sets or reads it; an option with its file; a group with its folder, and the package that
 * its options land in. Files are renamed last, so that edits find them where they are.
 *
 * @throws HydraException for what is no name, or is taken
 */
export function rename(
  document: TreeDocument,
  position: Position,
  to: string,
  can: EditCapabilities,
): Renaming | undefined {
  const symbol = symbolAt(document, offsetAt(document.source, position))
  if (symbol === undefined) return undefined
  if (to === nameOf(symbol)) return { edit: {}, unreached: [] }
  refuseNewName(symbol, to, document)
  const edits = new Map<string, { readonly source: Source; readonly changes: Map<number, Change> }>()
  const put = ({ path, source }: TreeFile, span: Span, text: string): void => {
    const edited = edits.get(path) ?? { source, changes: new Map() }
    edits.set(path, edited)
    edited.changes.set(span.start, { span, text })
  }
  const moves = renamesOf(symbol, document, to, put)
  const changed = [...edits].map(([path, { source, changes }]) => ({
    uri: uriOfPath(path),
    edits: [...changes.values()].map(
      ({ span, text }): TextEdit => ({ range: rangeOf({ source, ...span }), newText: text }),
    ),
  }))
  const moved = moves.map(([from, into]) => ({ oldUri: uriOfPath(from), newUri: uriOfPath(into) }))
  return { edit: editOf(changed, moved, can), unreached: unreachedBy(symbol, document) }
}

interface Change {
  readonly span: Span
  readonly text: string
}

/** What a client can do with an edit. */
export interface EditCapabilities {
  readonly documentChanges: boolean
  readonly renamesFiles: boolean
}

function editOf(
  changed: readonly { readonly uri: string; readonly edits: TextEdit[] }[],
  moved: readonly { readonly oldUri: string; readonly newUri: string }[],
  { documentChanges, renamesFiles }: EditCapabilities,
): WorkspaceEdit {
  if (moved.length > 0 && !renamesFiles) throw raise(editorRenamesNoFiles())
  if (!documentChanges && moved.length === 0) {
    return { changes: Object.fromEntries(changed.map(({ uri, edits }) => [uri, edits])) }
  }
  return {
    documentChanges: [
      ...changed.map(({ uri, edits }) => ({ textDocument: { uri, version: null }, edits })),
      ...moved.map((each) => ({ kind: 'rename' as const, ...each })),
    ],
  }
}

type Put = (file: TreeFile, span: Span, text: string) => void
type Moves = readonly (readonly [from: string, to: string])[]

function renamesOf(symbol: TreeSymbol, document: TreeDocument, to: string, put: Put): Moves {
  const { tree } = document
  switch (symbol.kind) {
    case 'key':
      renameKey(symbol.path, document, to, put)
      return []
    case 'config': {
      for (const file of filesNamingConfig(document, symbol.name)) renameConfig(file, symbol.name, to, put)
      // What is chosen may be misspelled, or come with a plugin.
      if (!tree.configs.includes(symbol.name)) return []
      return [[tree.pathOf(symbol.name), join(dirname(tree.pathOf(symbol.name)), `${to}.yaml`)]]
    }
    case 'group': {
      for (const file of filesNamingConfig(document, symbol.name)) renameGroup(file, symbol.name, to, put)
      const own = [...filesOf(document)].filter(({ name }) => name.startsWith(`${symbol.name}/`))
      // Where a header puts the options elsewhere, no key has the name of the group.
      const pkg = symbol.name.split('/')
      if (own.some(({ packages }) => packages.includes(pkg.join('.')))) renameKey(pkg, document, to, put)
      if (own.length === 0) return []
      return [[join(tree.folder, symbol.name), join(tree.folder, dirname(symbol.name), to)]]
    }
  }
}

function renameKey(path: readonly string[], document: TreeDocument, to: string, put: Put): void {
  for (const file of filesNamingKey(document, path)) {
    for (const { key } of entriesAtPath(file, path)) if (key !== undefined) put(file, key, to)
    for (const { expression, path: read } of readsOf(file)) {
      if (expression.means?.kind !== 'reference' || !startsWith(read, path)) continue
      const parts = partsOf(file.source.text, expression.means.span)
      // The last parts of what is read are those that are written; a relative reference leaves the first out.
      const part = parts?.[path.length - 1 - (read.length - (parts?.length ?? 0))]
      if (part !== undefined) put(file, part, to)
    }
  }
}

function renameConfig(file: TreeFile, config: string, to: string, put: Put): void {
  for (const { written, name } of namedDefaults(file)) {
    if (written.kind === 'config' && name === config) put(file, lastWord(written.name), to)
    for (const option of written.options) {
      if (`${name}/${option.text}` === config) put(file, lastWord(option), to)
    }
  }
}

/** In the entries that choose from the group, or from one below it. */
function renameGroup(file: TreeFile, group: string, to: string, put: Put): void {
  const above = group.split('/').length - 1
  for (const { written, name } of namedDefaults(file)) {
    if (name !== group && !name.startsWith(`${group}/`)) continue
    const { text, span } = written.name
    const words = [...text.matchAll(/[^/]+/g)]
    // What is relative leaves out the folder of its config.
    const word = words[above - (name.split('/').length - words.length)]
    if (word !== undefined && word[0] !== '..') {
      put(file, { start: span.start + word.index, end: span.start + word.index + word[0].length }, to)
    }
  }
}

//   - /db/mysql
//         ^^^^^
function lastWord({ text, span }: { readonly text: string; readonly span: Span }): Span {
  return { start: span.start + text.lastIndexOf('/') + 1, end: span.end }
}

function wordOf({ kind, span }: TreeSymbol, text: string): Span {
  return kind === 'key' ? span : lastWord({ text: text.slice(span.start, span.end), span })
}

/** The word that another one is to stand for. */
function nameOf(symbol: TreeSymbol): string {
  return symbol.kind === 'key' ? symbol.path.at(-1)! : symbol.name.split('/').at(-1)!
}

/** Interpolations whose keys are computed, or in the text of a resolver's argument. */
function unreachedBy(symbol: TreeSymbol, document: TreeDocument): readonly string[] {
  const word = nameOf(symbol)
  return [...filesWithExpressions(document, word)].flatMap(({ name, source }) =>
    expressionsIn(source)
      .filter(({ means, text }) => (means?.kind === 'computed' || means?.kind === 'call') && text.includes(word))
      .map(({ text }) => `${text} in ${name}`),
  )
}
