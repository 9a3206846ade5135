import type { EditorView } from '@codemirror/view'

/**
 * What was typed into an editor and what the page showed in it. The page answers what was typed a moment ago, and meanwhile more may
 * have been: an answer is none of the news that are put into the editor.
 */
export class Typed {
  private readonly unanswered: string[] = []
  private shown: string | undefined

  /** The page is told of this. */
  tell(text: string): void {
    this.unanswered.push(text)
  }

  /** Whether the page has something else than what was typed, and than it had before. */
  isNews(text: string): boolean {
    const at = this.unanswered.indexOf(text)
    this.unanswered.splice(0, at + 1)
    const isSeen = this.shown === text
    this.shown = text
    return at === -1 && !isSeen
  }
}

export function typedIn(view: EditorView): Typed {
  const known = typed.get(view) ?? new Typed()
  typed.set(view, known)
  return known
}

const typed = new WeakMap<EditorView, Typed>()
