import type { Source } from '@hydraconf/core'
import type { FoldingRange } from 'vscode-languageserver'
import { positionAt } from '../documents/positions.js'
import { allEntries, structureOf, wholeOf } from '../places/structure.js'

/** Every key whose value goes over several lines. */
export function foldingRanges(source: Source): FoldingRange[] {
  const ranges: FoldingRange[] = []
  for (const entry of allEntries(structureOf(source).entries)) {
    const { start, end } = wholeOf(entry)
    const last = source.text.slice(start, end).trimEnd().length + start
    const [startLine, endLine] = [positionAt(source, start).line, positionAt(source, last).line]
    if (endLine > startLine) ranges.push({ startLine, endLine })
  }
  return ranges
}
