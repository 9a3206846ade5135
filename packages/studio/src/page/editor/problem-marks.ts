import { type EditorState, type Extension, StateEffect, StateField } from '@codemirror/state'
import { Decoration, type DecorationSet, EditorView } from '@codemirror/view'
import type { ProblemData } from '../engine/check-tree.js'
import { offsetInDocument } from './yaml-editor.js'

/** Underlines what is wrong in a file, with its words where the pointer rests. */
export const problemMarks: Extension = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(marks, transaction) {
    let next = marks.map(transaction.changes)
    for (const effect of transaction.effects) if (effect.is(tell)) next = marksOf(effect.value, transaction.state)
    return next
  },
  provide: (field) => EditorView.decorations.from(field),
})

export function showProblems(view: EditorView, problems: readonly ProblemData[]): void {
  view.dispatch({ effects: tell.of(problems) })
}

const tell = StateEffect.define<readonly ProblemData[]>()

function marksOf(problems: readonly ProblemData[], state: EditorState): DecorationSet {
  const { length } = state.doc
  const ranges = problems.flatMap(({ severity, message, place }) => {
    const from = place === undefined ? length : offsetInDocument(state, place.start)
    const end = place === undefined ? 0 : offsetInDocument(state, place.end)
    const to = Math.min(length, Math.max(end, from + 1))
    if (from >= to) return []
    return [Decoration.mark({ class: `problem ${severity}`, attributes: { title: message } }).range(from, to)]
  })
  return Decoration.set(ranges, true)
}
