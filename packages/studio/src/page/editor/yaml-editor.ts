import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands'
import { codeFolding, foldGutter, foldKeymap, StreamLanguage, syntaxHighlighting } from '@codemirror/language'
import { highlightSelectionMatches, search, searchKeymap } from '@codemirror/search'
import { Annotation, Compartment, EditorState, type Extension, type StateEffect } from '@codemirror/state'
import { drawSelection, EditorView, highlightActiveLine, keymap, lineNumbers } from '@codemirror/view'
import { classHighlighter } from '@lezer/highlight'
import type { Parts } from './make-editor.js'
import { yamlColours } from './yaml-colours.js'
import { yamlFolds, yamlIndent } from './yaml-lines.js'

/** What the server allows styles by; empty where none is asked for. */
export const STYLE_NONCE = document.querySelector('meta[name="style-nonce"]')?.getAttribute('content') ?? ''

/** What is added to the editors of YAML. */
export interface MoreOfYaml {
  /** What it takes to show a text. */
  readonly shown: Extension
  /** What a user does with it. */
  readonly used?: Extension
}

const YAML = StreamLanguage.define(yamlColours)

/** A text of YAML with line numbers, folding and search. It is in sight first, and in colours last. */
export function yamlEditor(label: string, isReadOnly: boolean, { shown, used = [] }: MoreOfYaml): Parts {
  return [
    [
      EditorView.cspNonce.of(STYLE_NONCE),
      lineEnds.of([]),
      EditorState.readOnly.of(isReadOnly),
      EditorView.contentAttributes.of({
        'aria-label': label,
        'aria-readonly': String(isReadOnly),
        ...(isReadOnly ? {} : { 'aria-description': 'Tab indents. Escape, then Tab leaves the editor.' }),
      }),
      shown,
    ],
    [lineNumbers(), yamlFolds, codeFolding(), foldGutter()],
    [
      // What is pasted gets the line ends of the text.
      EditorView.clipboardInputFilter.of((text, { lineBreak }) => text.replace(/\r\n?|\n/g, lineBreak)),
      drawSelection(),
      search({ top: true }),
      highlightSelectionMatches(),
      highlightActiveLine(),
      isReadOnly ? [] : [history(), yamlIndent],
      keymap.of([
        ...searchKeymap,
        ...foldKeymap,
        ...defaultKeymap,
        ...(isReadOnly ? [] : [...historyKeymap, indentWithTab]),
      ]),
      used,
    ],
    YAML,
    // The colours are those of the page's style sheet.
    syntaxHighlighting(classHighlighter),
  ]
}

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
