/** A text to put in place of another in a file. Offsets count UTF-16 units. */
export interface TextEdit {
  /** The name of the source, as its messages show it. */
  readonly file: string
  readonly start: number
  readonly end: number
  readonly text: string
  /** What it does: `- ../db: mysql becomes - /db: mysql`. */
  readonly done: string
}

/** A text with its edits made. */
export function edited(text: string, edits: readonly TextEdit[]): string {
  return edits
    .toSorted((a, b) => b.start - a.start)
    .reduce((so, { start, end, text }) => so.slice(0, start) + text + so.slice(end), text)
}
