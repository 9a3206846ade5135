import { EditorState, type Extension, StateEffect } from '@codemirror/state'
import { EditorView } from '@codemirror/view'

/**
 * What an editor is made with: the first part takes and shows a text, each further one adds to that. To add one takes a while, so that
 * each has a turn of its own.
 */
export type Parts = readonly [Extension, ...Extension[]]

/** An editor in a box, of its first part. */
export function makeEditor(parent: Element, [first]: Parts): EditorView {
  return new EditorView({ parent, state: EditorState.create({ extensions: first }) })
}

export function addPart(view: EditorView, part: Extension): void {
  view.dispatch({ effects: StateEffect.appendConfig.of(part) })
}
