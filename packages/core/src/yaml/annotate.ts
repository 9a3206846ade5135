/** Notes as comments beside the lines of a YAML text, by line, the first being 0. It is still the same YAML. */
export function annotated(
  text: string,
  notes: ReadonlyMap<number, string>,
  width = widthOf(text, notes.keys()),
): string {
  return text
    .split('\n')
    .map((line, at) => {
      const note = notes.get(at)
      return note === undefined ? line : `${line.padEnd(width)}  # ${note}`
    })
    .join('\n')
}

/** The column in which notes beside some lines of a text stand. */
export function widthOf(text: string, noted: Iterable<number>): number {
  const lines = text.split('\n')
  let width = 0
  for (const at of noted) width = Math.max(width, lines[at]!.length)
  return Math.min(MARGIN, width)
}

/** Notes stand in one column up to here; beside longer lines they follow at once. */
const MARGIN = 72
