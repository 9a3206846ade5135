/** A box of columns, each as wide as its widest cell. */
export function table(header: readonly string[], rows: readonly (readonly string[])[], end = '|'): readonly string[] {
  const widths = header.map((title, at) =>
    rows.reduce((widest, row) => Math.max(widest, row[at]!.length), title.length),
  )
  const line = (cells: readonly string[]) => `| ${cells.map((cell, at) => cell.padEnd(widths[at]!)).join(' | ')} |`
  const top = line(header).slice(0, -1) + end
  const rule = '-'.repeat(top.length)
  return [top, rule, ...rows.map(line), rule]
}

/** A title with a line under it. */
export function heading(title: string, filler: string): readonly string[] {
  return [title, filler.repeat(title.length)]
}
