import { foldService, indentService } from '@codemirror/language'
import type { EditorState } from '@codemirror/state'

/** Folds what hangs on a line of YAML: the lines below it that begin further right, and the items below their key. */
export const yamlFolds = foldService.of((state, from, to) => {
  const end = endOfBlock(state, state.doc.lineAt(from).number)
  return end === undefined ? null : { from: to, to: end }
})

/** A line that is broken behind a key without a value, or behind what is opened, goes on further right. */
export const yamlIndent = indentService.of((context, pos) => {
  const { from, text } = context.lineAt(pos, -1)
  const goesOn = pos > from && /(^|\s)[|>][-+0-9]*\s*$|[:[{]\s*$/.test(text)
  return goesOn ? context.lineIndent(pos, -1) + context.unit : undefined
})

function endOfBlock({ doc }: EditorState, first: number): number | undefined {
  const { text } = doc.line(first)
  if (!hasContent(text)) return undefined
  const indent = indentOf(text)
  const takesItems = !isItem(text)
  let lines = 0
  let at = doc.line(first).to
  let end: number | undefined
  for (const below of first === doc.lines ? [] : doc.iterLines(first + 1)) {
    at += below.length + 1
    if (++lines > MOST_LINES) return undefined
    if (!hasContent(below)) continue
    const depth = indentOf(below)
    if (depth < indent || (depth === indent && !(takesItems && isItem(below)))) return end
    end = at
  }
  return end
}

/** A longer block does not fold: each line in sight looks for the end of its own. */
const MOST_LINES = 10_000

function indentOf(text: string): number {
  return text.length - text.trimStart().length
}

function isItem(text: string): boolean {
  return /^\s*-(\s|$)/.test(text)
}

/** Neither empty nor a comment alone. */
function hasContent(text: string): boolean {
  return /^\s*[^\s#]/.test(text)
}
