import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands'
import { yaml } from '@codemirror/lang-yaml'
import { codeFolding, foldGutter, foldKeymap, syntaxHighlighting } from '@codemirror/language'
import { highlightSelectionMatches, search, searchKeymap } from '@codemirror/search'
import { Annotation, Compartment, EditorState, type Extension, type StateEffect } from '@codemirror/state'
import { drawSelection, EditorView, highlightActiveLine, keymap, lineNumbers } from '@codemirror/view'
import { classHighlighter } from '@lezer/highlight'

/** What the server allows styles by; empty where none is asked for. */
export const STYLE_NONCE = document.querySelector('meta[name="style-nonce"]')?.getAttribute('content') ?? ''

/** What all editors of the page share: the colours are those of its style sheet. */
export const BASE: Extension = [
  EditorView.cspNonce.of(STYLE_NONCE),
  syntaxHighlighting(classHighlighter),
  drawSelection(),
]

/** A text of YAML with line numbers, folding and search. */
export function yamlEditor(label: string, isReadOnly: boolean, more: Extension): Extension {
  return [
    BASE,
    language.of([]),
    lineEnds.of([]),
    // What is pasted gets the line ends of the text.
    EditorView.clipboardInputFilter.of((text, { lineBreak }) => text.replace(/\r\n?|\n/g, lineBreak)),
    lineNumbers(),
    codeFolding(),
    foldGutter(),
    search({ top: true }),
    highlightSelectionMatches(),
    highlightActiveLine(),
    EditorState.readOnly.of(isReadOnly),
    EditorView.contentAttributes.of({ 'aria-label': label, 'aria-readonly': String(isReadOnly) }),
    isReadOnly ? [] : history(),
    keymap.of([
      ...searchKeymap,
      ...foldKeymap,
      ...defaultKeymap,
      ...(isReadOnly ? [] : [...historyKeymap, indentWithTab]),
    ]),
    more,
  ]
}

/** Has a text parsed from now on, for its colours and folds. In sight it is before: to parse it takes as long as to show it. */
export function readAsYaml(view: EditorView): void {
  if (language.get(view.state) !== undefined) view.dispatch({ effects: language.reconfigure(yaml()) })
}

const language = new Compartment()

/** Of a change that the page made: nobody typed it. */
export const shownByPage = Annotation.define<boolean>()

/** Puts another text into an editor, changing no more than differs: what is scrolled, folded and marked stays. */
export function showText(view: EditorView, text: string, effects: readonly StateEffect<unknown>[] = []): void {
  if (view.state.sliceDoc() === text) {
    if (effects.length > 0) view.dispatch({ effects })
    return
  }
  keepLineEnds(view, text)
  const doc = view.state.toText(text)
  const [before, after] = [view.state.doc.toString(), doc.toString()]
  let start = 0
  const most = Math.min(before.length, after.length)
  while (start < most && before.charCodeAt(start) === after.charCodeAt(start)) start++
  let end = 0
  while (end < most - start && before.charCodeAt(before.length - 1 - end) === after.charCodeAt(after.length - 1 - end))
    end++
  view.dispatch({
    changes: { from: start, to: before.length - end, insert: doc.slice(start, after.length - end) },
    effects,
    annotations: shownByPage.of(true),
  })
}

const lineEnds = new Compartment()

/** Has the editor end lines as a text does. Where the ends are mixed, a `\r` is a character at the end of its line. */
function keepLineEnds(view: EditorView, text: string): void {
  const isMixed = /(^|[^\r])\n|\r(?!\n)/.test(text)
  const ends = !text.includes('\r') ? undefined : isMixed ? '\n' : '\r\n'
  if (view.state.facet(EditorState.lineSeparator) === ends) return
  view.dispatch({ effects: lineEnds.reconfigure(ends === undefined ? [] : EditorState.lineSeparator.of(ends)) })
}

/** Where an offset of the text is in the editor's document, in which each line end counts as one. */
export function offsetInDocument(state: EditorState, offset: number): number {
  return state.lineBreak.length === 1 ? offset : state.toText(state.sliceDoc().slice(0, offset)).length
}

/** Scrolls to a line, from 1, and puts the cursor there. */
export function goToLine(view: EditorView, line: number): void {
  if (line < 1 || line > view.state.doc.lines) return
  const { from } = view.state.doc.line(line)
  view.dispatch({ selection: { anchor: from }, effects: EditorView.scrollIntoView(from, { y: 'center' }) })
}
