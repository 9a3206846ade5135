import { EditorView, keymap } from '@codemirror/view'
import type { Place } from '../engine/place.js'
import type { Parts } from './make-editor.js'
import { type AskOrigins, forgetOrigins, originGutter } from './origin-gutter.js'
import { problemMarks } from './problem-marks.js'
import { showText, yamlEditor } from './yaml-editor.js'

/** What is asked of the page about a composed config. */
export interface OfConfig {
  readonly origins: AskOrigins
  readonly open: (place: Place) => void
  /** Shows where the value on a line comes from; the first line is 0. */
  readonly showHistory: (line: number) => void
}

/** The composed config, to be read: the place of each value beside it, and its history behind a click or Enter. */
export function configEditor({ origins, open, showHistory }: OfConfig): Parts {
  const showAt = (view: EditorView, at: number): void => showHistory(view.state.doc.lineAt(at).number - 1)
  const onLines = [
    originGutter(origins, open),
    EditorView.domEventHandlers({
      click: (event, view) => {
        const at = view.posAtCoords({ x: event.clientX, y: event.clientY })
        if (at !== null) showAt(view, at)
      },
    }),
    keymap.of([
      {
        key: 'Enter',
        run: (view) => {
          showAt(view, view.state.selection.main.head)
          return true
        },
      },
    ]),
  ]
  return yamlEditor('Composed config', true, { shown: problemMarks, used: onLines })
}

/** Shows a config that was composed: its places are asked for anew. */
export function showConfig(view: EditorView, yaml: string): void {
  showText(view, yaml, [forgetOrigins.of()])
}
