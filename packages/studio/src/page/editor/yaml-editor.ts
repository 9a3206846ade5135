import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands'
import { yaml } from '@codemirror/lang-yaml'
import { codeFolding, foldGutter, foldKeymap, syntaxHighlighting } from '@codemirror/language'
import { highlightSelectionMatches, search, searchKeymap } from '@codemirror/search'
import { EditorState, type Extension } from '@codemirror/state'
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
    yaml(),
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

/** Puts another text into an editor, changing no more than differs: what is scrolled, folded and marked stays. */
export function showText(view: EditorView, text: string): void {
  const before = view.state.doc.toString()
  if (before === text) return
  let start = 0
  const most = Math.min(before.length, text.length)
  while (start < most && before.charCodeAt(start) === text.charCodeAt(start)) start++
  let end = 0
  while (end < most - start && before.charCodeAt(before.length - 1 - end) === text.charCodeAt(text.length - 1 - end))
    end++
  view.dispatch({
    changes: { from: start, to: before.length - end, insert: text.slice(start, text.length - end) },
  })
}

/** Scrolls to a line, from 1, and puts the cursor there. */
export function goToLine(view: EditorView, line: number): void {
  if (line < 1 || line > view.state.doc.lines) return
  const { from } = view.state.doc.line(line)
  view.dispatch({ selection: { anchor: from }, effects: EditorView.scrollIntoView(from, { y: 'center' }) })
}
