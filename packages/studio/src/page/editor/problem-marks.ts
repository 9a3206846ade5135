import { type Extension, StateEffect, StateField } from '@codemirror/state'
import { Decoration, type DecorationSet, EditorView } from '@codemirror/view'
import type { ProblemData } from '../engine/check-tree.js'

/** Underlines what is wrong in a file, with its words where the pointer rests. */
export const problemMarks: Extension = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(marks, transaction) {
    let next = marks.map(transaction.changes)
    for (const effect of transaction.effects)
      if (effect.is(tell)) next = marksOf(effect.value, transaction.newDoc.length)
    return next
  },
  provide: (field) => EditorView.decorations.from(field),
})

export function showProblems(view: EditorView, problems: readonly ProblemData[]): void {
  view.dispatch({ effects: tell.of(problems) })
}

const tell = StateEffect.define<readonly ProblemData[]>()

function marksOf(problems: readonly ProblemData[], length: number): DecorationSet {
  const ranges = problems.flatMap(({ severity, message, place }) => {
    const from = place?.start ?? length
    const to = Math.min(length, Math.max(place?.end ?? 0, from + 1))
    if (from >= to) return []
    return [Decoration.mark({ class: `problem ${severity}`, attributes: { title: message } }).range(from, to)]
  })
  return Decoration.set(ranges, true)
}
