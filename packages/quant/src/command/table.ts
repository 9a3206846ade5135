/** Rows as a text table: columns as wide as their widest cell, the last one as long as it is. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((title, column) =>
    rows.reduce((widest, row) => Math.max(widest, (row[column] ?? '').length), title.length),
  )
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, column) => (column === head.length - 1 ? cell : cell.padEnd(widths[column]!)))
      .join('  ')
      .trimEnd()
  const rule = widths.map((width, column) => '-'.repeat(column === head.length - 1 ? head[column]!.length : width))
  return [line(head), line(rule), ...rows.map(line)].map((text) => `${text}\n`).join('')
}
