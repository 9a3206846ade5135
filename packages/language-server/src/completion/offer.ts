import type { Composed } from '@hydraconf/core'
import type { CompletionItemKind } from 'vscode-languageserver'
import type { TreeDocument } from '../trees/tree-document.js'

/** Something that could be typed. */
export interface Offer {
  readonly text: string
  readonly kind: CompletionItemKind
  /** Behind the text in the list: a value, where it is from. */
  readonly detail?: string | undefined
  readonly documentation?: string | undefined
  /** What is put in, where that is more than the text. */
  readonly insert?: string | undefined
  /** The lower, the further up. */
  readonly rank?: number | undefined
}

/** The composition to take keys and values from, as it may be shown: that of the file, or of the view while the file itself is broken. */
export function compositionFor({ tree, seen, view }: TreeDocument): Composed | undefined {
  return (seen?.composed ?? (view === undefined ? undefined : tree.composeSound(view)))?.masked
}
