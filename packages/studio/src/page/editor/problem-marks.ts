import { type EditorState, type Extension, StateEffect, StateField } from '@codemirror/state'
import { Decoration, type DecorationSet, EditorView } from '@codemirror/view'
import type { ProblemData } from '../engine/check-tree.js'
import type { LineProblem } from '../engine/line-problems.js'
import { offsetInDocument } from './yaml-editor.js'

/** Underlines what is wrong in a text, with its words where the pointer rests. */
export const problemMarks: Extension = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(marks, transaction) {
    let next = marks.map(transaction.changes)
    for (const effect of transaction.effects) if (effect.is(tell)) next = effect.value
    return next
  },
  provide: (field) => EditorView.decorations.from(field),
})

/** Marks what is wrong in a file. */
export function showProblems(view: EditorView, problems: readonly ProblemData[]): void {
  view.dispatch({ effects: tell.of(marksInFile(problems, view.state)) })
}

/** Marks lines of the composed YAML whose values something is wrong with. */
export function showLineProblems(view: EditorView, problems: readonly LineProblem[]): void {
  view.dispatch({ effects: tell.of(marksOnLines(problems, view.state)) })
}

const tell = StateEffect.define<DecorationSet>()

function marksOnLines(problems: readonly LineProblem[], { doc }: EditorState): DecorationSet {
  const ranges = problems.flatMap(({ line, severity, message }) => {
    if (line >= doc.lines) return []
    const { from, to, text } = doc.line(line + 1)
    const start = from + text.length - text.trimStart().length
    return start < to ? [mark(severity, message).range(start, to)] : []
  })
  return Decoration.set(ranges, true)
}

function mark(severity: ProblemData['severity'], message: string): Decoration {
  return Decoration.mark({ class: `problem ${severity}`, attributes: { title: message } })
}

function marksInFile(problems: readonly ProblemData[], state: EditorState): DecorationSet {
  const { length } = state.doc
  const ranges = problems.flatMap(({ severity, message, place }) => {
    const from = place === undefined ? length : offsetInDocument(state, place.start)
    const end = place === undefined ? 0 : offsetInDocument(state, place.end)
    const to = Math.min(length, Math.max(end, from + 1))
    if (from >= to) return []
    return [mark(severity, message).range(from, to)]
  })
  return Decoration.set(ranges, true)
}
