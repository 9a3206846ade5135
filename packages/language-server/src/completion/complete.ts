import type { CompletionItem, Position } from 'vscode-languageserver'
import { offsetAt, positionAt } from '../documents/positions.js'
import type { TreeDocument } from '../trees/tree-document.js'
import { keysFor, valuesFor } from './body.js'
import { contextAt, type Typed, type TypedContext } from './context.js'
import { defaultsFor, optionsFor, packagesFor } from './defaults.js'
import { expressionsFor } from './expressions.js'
import type { Offer } from './offer.js'

/** What could stand at a place. */
export function complete(document: TreeDocument, position: Position): CompletionItem[] {
  const { source } = document
  const offset = offsetAt(source, position)
  const context = contextAt(source.text, offset)
  if (context === undefined) return []
  const end = offset + /^[\w./-]*/.exec(source.text.slice(offset))![0].length
  return offersFor(context, document, source.text.slice(end)).map((offer) => itemOf(offer, context.word, end, document))
}

function offersFor(context: TypedContext, document: TreeDocument, behind: string): readonly Offer[] {
  switch (context.kind) {
    case 'header':
      return packagesFor(document, '')
    case 'expression':
      return expressionsFor(context, document, behind)
    case 'default':
      return defaultsFor(context, document)
    case 'option':
      return optionsFor(context, document)
    case 'key':
      return keysFor(context, document)
    case 'value':
      return valuesFor(context, document)
  }
}

function itemOf(offer: Offer, word: Typed, end: number, { source }: TreeDocument): CompletionItem {
  const { text, kind, detail, documentation, insert = text, rank = 5 } = offer
  return {
    label: text,
    kind,
    ...(detail === undefined ? {} : { detail }),
    ...(documentation === undefined ? {} : { documentation }),
    sortText: `${rank}${text}`,
    filterText: text,
    textEdit: { range: { start: positionAt(source, word.start), end: positionAt(source, end) }, newText: insert },
  }
}
