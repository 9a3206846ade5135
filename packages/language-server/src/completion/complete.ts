import type { CompletionItem, Position } from 'vscode-languageserver'
import { offsetAt, positionAt } from '../documents/positions.js'
import type { LookedAt } from '../trees/looked-at.js'
import { keysFor, valuesFor } from './body.js'
import { contextAt, type Typed, type TypedContext } from './context.js'
import { defaultsFor, optionsFor, packagesFor } from './defaults.js'
import { expressionsFor } from './expressions.js'
import type { Offer } from './offer.js'

/** What could stand at a place. */
export function complete(looked: LookedAt, position: Position): CompletionItem[] {
  const { source } = looked
  const offset = offsetAt(source, position)
  const context = contextAt(source.text, offset)
  if (context === undefined) return []
  const end = offset + /^[\w./-]*/.exec(source.text.slice(offset))![0].length
  return offersFor(context, looked, source.text.slice(end)).map((offer) => itemOf(offer, context.word, end, looked))
}

function offersFor(context: TypedContext, looked: LookedAt, behind: string): readonly Offer[] {
  switch (context.kind) {
    case 'header':
      return packagesFor(looked, '')
    case 'expression':
      return expressionsFor(context, looked, behind)
    case 'default':
      return defaultsFor(context, looked)
    case 'option':
      return optionsFor(context, looked)
    case 'key':
      return keysFor(context, looked)
    case 'value':
      return valuesFor(context, looked)
  }
}

function itemOf(offer: Offer, word: Typed, end: number, { source }: LookedAt): CompletionItem {
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
