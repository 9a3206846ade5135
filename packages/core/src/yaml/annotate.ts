/** Notes as comments beside the lines of a YAML text, by line, the first being 0. It is still the same YAML. */
export function annotated(text: string, notes: ReadonlyMap<number, string>): string {
  const lines = text.split('\n')
  let width = 0
  for (const at of notes.keys()) width = Math.max(width, lines[at]!.length)
  width = Math.min(MARGIN, width)
  return lines
    .map((line, at) => {
      const note = notes.get(at)
      return note === undefined ? line : `${line.padEnd(width)}  # ${note}`
    })
    .join('\n')
}

/** Notes stand in one column up to here; beside longer lines they follow at once. */
const MARGIN = 72
