import { EditorView } from '@codemirror/view'
import type { Parts } from './make-editor.js'
import { problemMarks } from './problem-marks.js'
import { typedIn } from './typed.js'
import { shownByPage, showText, yamlEditor } from './yaml-editor.js'

/** A file to edit; what is typed is told at once. */
export function fileEditor(name: string, changed: (text: string) => void): Parts {
  const telling = EditorView.updateListener.of(({ docChanged, state, transactions, view }) => {
    const isShown = transactions.some((transaction) => transaction.annotation(shownByPage) === true)
    if (!docChanged || isShown) return
    const text = state.sliceDoc()
    typedIn(view).tell(text)
    changed(text)
  })
  return yamlEditor(`Text of ${name}`, false, { shown: [problemMarks, telling] })
}

/** Puts a text into the editor, unless it answers what was typed. */
export function showFile(view: EditorView, text: string): void {
  if (typedIn(view).isNews(text)) showText(view, text)
}
