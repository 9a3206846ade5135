import {
  autocompletion,
  type CompletionContext,
  type CompletionResult,
  completionKeymap,
} from '@codemirror/autocomplete'
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands'
import { EditorState, StateEffect, StateField } from '@codemirror/state'
import { Decoration, type DecorationSet, drawSelection, EditorView, keymap, placeholder } from '@codemirror/view'
import type { Refusal } from '../engine/refusal.js'
import { joined, quoted, splitWords } from '../shell-words.js'
import type { Parts } from './make-editor.js'
import { typedIn } from './typed.js'
import { STYLE_NONCE, shownByPage } from './yaml-editor.js'

/** Gives what could stand in place of a word, with the words around it. */
export type Complete = (word: string, others: readonly string[]) => Promise<readonly string[]>

/** The overrides of a command line in one line, as a shell needs them: completed, and with mistakes underlined. */
export function overrideInput(label: string, complete: Complete, changed: (words: readonly string[]) => void): Parts {
  return [
    [
      EditorView.cspNonce.of(STYLE_NONCE),
      EditorView.contentAttributes.of({ 'aria-label': label, spellcheck: 'false' }),
      placeholder('db=mysql  lr=0.1  +key=value  ~key'),
      mistakes,
      oneLine,
      EditorView.updateListener.of(({ docChanged, state, transactions, view }) => {
        const isTyped = !transactions.some((transaction) => transaction.annotation(shownByPage) === true)
        if (!docChanged || !isTyped) return
        const words = wordsIn(state)
        typedIn(view).tell(JSON.stringify(words))
        changed(words)
      }),
    ],
    [
      drawSelection(),
      history(),
      autocompletion({ override: [(context) => completions(context, complete)], activateOnTyping: true }),
      // Enter takes what is offered; where nothing is, there is no next line to go to.
      keymap.of([...completionKeymap, { key: 'Enter', run: () => true }, ...historyKeymap, ...defaultKeymap]),
    ],
  ]
}

/** What is pasted with line ends is one line, too. */
const oneLine = EditorState.transactionFilter.of((transaction) => {
  const { docChanged, newDoc } = transaction
  if (!docChanged || newDoc.lines === 1) return transaction
  const insert = newDoc.toString().replace(/\n/g, ' ')
  return [transaction, { changes: { from: 0, to: newDoc.length, insert }, sequential: true }]
})

/** Puts words into the input, unless they are what stands there already, however quoted. */
export function showWords(view: EditorView, words: readonly string[]): void {
  const text = JSON.stringify(words)
  if (!typedIn(view).isNews(text) || JSON.stringify(wordsIn(view.state)) === text) return
  view.dispatch({
    changes: { from: 0, to: view.state.doc.length, insert: joined(words) },
    annotations: shownByPage.of(true),
  })
}

function wordsIn(state: EditorState): readonly string[] {
  return splitWords(state.doc.toString()).map(({ value }) => value)
}

/** Underlines what the engine refuses, where it is one of the words; undefined: nothing. */
export function showMistake(view: EditorView, refusal: Refusal | undefined): void {
  const stretch = stretchOf(view.state.doc.toString(), refusal)
  const { value, from, to } = view.state.field(mistakes).iter()
  const isShown = value === null ? stretch === undefined : stretch?.from === from && stretch.to === to
  if (!isShown) view.dispatch({ effects: mistake.of(stretch) })
}

interface Stretch {
  readonly from: number
  readonly to: number
}

function stretchOf(line: string, refusal: Refusal | undefined): Stretch | undefined {
  const place = refusal?.place
  if (place?.override === undefined) return undefined
  const word = splitWords(line).find(({ value }) => value === place.override)
  if (word === undefined) return undefined
  const from = word.offsets[place.start] ?? word.start
  const to = (word.offsets[Math.max(place.start, place.end - 1)] ?? word.end - 1) + 1
  return { from: Math.min(from, word.end - 1), to: Math.max(to, from + 1) }
}

const mistake = StateEffect.define<Stretch | undefined>()

const underlined = Decoration.mark({ class: 'mistake' })

const mistakes = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(marks, transaction) {
    let next = marks.map(transaction.changes)
    for (const effect of transaction.effects) {
      if (!effect.is(mistake)) continue
      const { value } = effect
      next = value === undefined ? Decoration.none : Decoration.set([underlined.range(value.from, value.to)])
    }
    return next
  },
  provide: (field) => EditorView.decorations.from(field),
})

async function completions(context: CompletionContext, complete: Complete): Promise<CompletionResult | null> {
  const words = splitWords(context.state.doc.toString())
  const word = words.find(({ start, end }) => start <= context.pos && context.pos <= end)
  if (word === undefined && !context.explicit) return null
  const begun = word === undefined ? '' : word.value.slice(0, word.offsets.filter((at) => at < context.pos).length)
  const others = words.filter((each) => each !== word).map(({ value }) => value)
  const found = await complete(begun, others)
  if (found.length === 0) return null
  return {
    from: word?.start ?? context.pos,
    options: found.slice(0, MOST_OPTIONS).map((label) => ({ label: quoted(label) })),
    filter: false,
  }
}

const MOST_OPTIONS = 200
