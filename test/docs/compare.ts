/**
 * Whether an output is the one that a page shows. A line of three dots stands for any lines, three dots at the end of a line
 * for the rest of it. Dates, times, durations, versions, numbers of processes and
 * the width of columns may differ.
 */
export function isAsShown(shown: readonly string[], output: string, isUnordered = false): boolean {
  const wanted = trimmed(shown).map(plain)
  const lines = trimmed(output.split('\n')).map(plain)
  if (!isUnordered) return matches(wanted, 0, lines, 0)
  return matches([...wanted].sort(), 0, [...lines].sort(), 0)
}

function matches(wanted: readonly string[], at: number, lines: readonly string[], from: number): boolean {
  if (at === wanted.length) return from === lines.length
  const line = wanted[at]!
  if (line.trim() === '...') {
    for (let end = from; end <= lines.length; end++) if (matches(wanted, at + 1, lines, end)) return true
    return false
  }
  return from < lines.length && isLine(line, lines[from]!) && matches(wanted, at + 1, lines, from + 1)
}

function isLine(wanted: string, line: string): boolean {
  return wanted === line || (wanted.endsWith('...') && line.startsWith(wanted.slice(0, -3)))
}

function trimmed(lines: readonly string[]): string[] {
  const all = lines.filter((line) => !SETTING_UP.test(line))
  while (all.length > 0 && all.at(-1)!.trim() === '') all.pop()
  return all
}

/** `npm start` in a checkout where something has yet to be installed. */
const SETTING_UP = /^hydraconf: (?:still )?install(?:ing|ed)\b/

function plain(line: string): string {
  return line
    .trimEnd()
    .replace(/(\S) {2,}/g, '$1  ')
    .replace(/\d{4}-\d\d-\d\d/g, 'DATE')
    .replace(/\b\d\d[:-]\d\d[:-]\d\d(?:,\d+)?/g, 'TIME')
    .replace(/\b\d+(?:\.\d+)? (s|ms|min)\b/g, 'N $1')
    .replace(/\b\d+(?:\.\d+)? done a minute\b/g, 'N done a minute')
    .replace(/\bprocess \d+/g, 'process N')
    .replace(/\b\d+\.\d+\.\d+\b/g, 'VERSION')
}
