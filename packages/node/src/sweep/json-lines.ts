import { readFileSync } from 'node:fs'

/** What a file of JSON says line by line; nothing where it cannot be read. */
export function* jsonLines<Line>(path: string): Generator<Line> {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch {
    return
  }
  for (const line of text.split('\n')) {
    if (line === '') continue
    try {
      yield JSON.parse(line) as Line
    } catch {
      // Half a line: the process was killed while it wrote.
    }
  }
}
