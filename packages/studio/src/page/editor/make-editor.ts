import { EditorState, type Extension } from '@codemirror/state'
import { EditorView } from '@codemirror/view'

/** An editor in a box. */
export function makeEditor(parent: Element, extensions: Extension): EditorView {
  return new EditorView({ parent, state: EditorState.create({ extensions }) })
}
