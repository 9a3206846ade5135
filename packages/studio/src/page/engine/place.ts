import { describeOrigin, type Origin, positionOfOrigin, shownText } from '@hydraconf/core'
import type { FileRef } from '../../tree/tree-data.js'
import type { PageTree } from './page-tree.js'

/** Where something is written, as the page shows it and jumps there. */
export interface Place {
  /** `conf/db/mysql.yaml:2:7`, or `override db.port=1`. */
  readonly shown: string
  /** The file, where it is one of the tree. */
  readonly file: FileRef | undefined
  /** The override, where it is one: its text. */
  readonly override: string | undefined
  /** From 1. */
  readonly line: number
  readonly column: number
  /** The stretch in the text of the file or override, in UTF-16 units. */
  readonly start: number
  readonly end: number
}

export function placeOf(origin: Origin, tree: PageTree): Place {
  const { source, start, end } = origin
  const { line, column } = positionOfOrigin(origin)
  return {
    shown: describeOrigin(origin),
    file: tree.refOf(source),
    override: source.kind === 'override' ? shownText(origin).text : undefined,
    line,
    column,
    start,
    end,
  }
}
